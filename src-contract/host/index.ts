export { HOSTS_PATH, Host, OfflineReason, Presence, RegisterHostRequest, TerminalSummary } from './host.ts'
