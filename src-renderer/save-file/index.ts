export { saveCsv } from './save-csv.ts'
