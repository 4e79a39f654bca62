export { createStoredValue } from './stored-value.ts'
