// What the host tells its own window about itself. No credential is in it: the window's one door is the host.
import { z } from 'zod'
import { FailureBody } from '../failure/index.ts'
import { Presence } from '../host/index.ts'
import { Me } from '../identity/index.ts'

export const TerminalProfile = z.object({ shell: z.string(), label: z.string() })
export type TerminalProfile = z.infer<typeof TerminalProfile>

export const AppState = z.object({
  version: z.string(),
  home: z.string(),
  /** Null until this host is registered with the control plane. */
  hostId: z.string().nullable(),
  hostName: z.string(),
  /** The organization in which this host is registered and reachable. */
  hostOrganizationId: z.string().nullable(),
  /** This host's own channel to the control plane. */
  presence: Presence,
  controlPlane: z.object({
    url: z.string(),
    embedded: z.boolean(),
    /** What the app was started with, if that is why it cannot use another one. */
    fixedBy: z.enum(['address', 'api-key']).nullable(),
  }),
  /** Where credentials lie: the system's keychain, a private file, or the environment (`MOORING_API_KEY`). */
  credentialStorage: z.enum(['keychain', 'file', 'environment']),
  identity: z.discriminatedUnion('state', [
    z.object({ state: z.literal('signed-in'), me: Me }),
    z.object({ state: z.literal('signed-out'), failure: FailureBody }),
  ]),
})
export type AppState = z.infer<typeof AppState>
