export { RecordingsDialog } from './recordings-dialog.tsx'
