// Everything of a person's account: how it is made, where it is signed in, which devices are.
import { newRouter } from '../http/index.ts'
import { createAttempts } from './attempts.ts'
import { type AuthDependencies, authRoutes, nothingElse } from './auth-routes.ts'
import { deviceRoutes } from './device-routes.ts'
import { meRoutes } from './me-routes.ts'
import { sessionRoutes } from './session-routes.ts'

type AccountDependencies = Omit<AuthDependencies, 'attempts'>

export function accountRoutes(given: AccountDependencies) {
  const deps = { ...given, attempts: createAttempts(given.now) }
  const routes = newRouter()
  routes.route('/', meRoutes())
  routes.route('/', sessionRoutes(deps))
  routes.route('/', authRoutes(deps))
  routes.route('/', deviceRoutes(deps))
  // Last: what is not listed before it does not exist.
  routes.route('/', nothingElse())
  return routes
}
