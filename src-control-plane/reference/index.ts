export { REFERENCE_POLICY, referencePage } from './reference-page.ts'
