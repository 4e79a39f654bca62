// The window's whole vocabulary, a file for each thing. A procedure is parse and pass on; decisions are made behind it.
import { devices, sessions } from './account.ts'
import { apiKeys } from './api-keys.ts'
import { app } from './app.ts'
import { chat } from './chat.ts'
import { controlPlanes } from './control-planes.ts'
import { hints } from './hints.ts'
import { hosts } from './hosts.ts'
import { audit, invitations, members, organizations } from './organizations.ts'
import { ownKeys, providers } from './providers.ts'
import { recordings, terminals } from './terminals.ts'
import { router } from './trpc.ts'
import { gateway, usage } from './usage.ts'

export const appRouter = router({
  app,
  controlPlanes,
  organizations,
  members,
  invitations,
  audit,
  apiKeys,
  sessions,
  devices,
  hints,
  hosts,
  terminals,
  recordings,
  providers,
  ownKeys,
  gateway,
  chat,
  usage,
})
export type AppRouter = typeof appRouter
