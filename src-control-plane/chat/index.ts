export { type ChatDependencies, chatRoutes } from './routes.ts'
export { startTurnRunner, type TurnRunner } from './turn-runner.ts'
