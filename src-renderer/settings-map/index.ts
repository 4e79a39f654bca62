export { type SettingsSection, sectionsFor } from './settings-sections.ts'
