export { CommandsOnScreen } from './commands-on-screen.ts'
