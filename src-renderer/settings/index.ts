export { GeneralPage } from './general-page.tsx'
export { SettingsPage } from './settings-page.tsx'
export { TerminalPage } from './terminal-page.tsx'
