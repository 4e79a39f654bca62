export { type ChatDependencies, chatRoutes } from './routes.ts'
export { type RunnerDependencies, startTurnRunner, type TurnRunner } from './turn-runner.ts'
