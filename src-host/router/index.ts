export type { RouterContext } from './context.ts'
export { type AppRouter, appRouter } from './router.ts'
