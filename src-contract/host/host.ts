// A host is one running Mooring on one machine, known to exactly one organization.
import { z } from 'zod'
import { OrganizationId } from '../organization/index.ts'
import { MAX_NAME_LENGTH, RecordingId } from '../terminal/index.ts'

export const HOSTS_PATH = '/v1/hosts'

export const OfflineReason = z.enum([
  'never-connected',
  'disconnected',
  'shut-down',
  'signed-out',
  'revoked',
  'refused',
  'replaced',
  'control-plane-unreachable',
])
export type OfflineReason = z.infer<typeof OfflineReason>

/** Times are milliseconds since the epoch. Offline always has a reason and a time (R7). */
export const Presence = z.discriminatedUnion('state', [
  z.object({ state: z.literal('online'), since: z.number().int() }),
  z.object({ state: z.literal('connecting'), attempt: z.number().int(), since: z.number().int() }),
  z.object({ state: z.literal('offline'), since: z.number().int(), reason: OfflineReason }),
])
export type Presence = z.infer<typeof Presence>

export const TerminalSummary = z.object({
  id: z.string(),
  /** What the program set by OSC 0/2, else the shell's name. */
  title: z.string(),
  /** What a person calls it; shown instead of the title. */
  name: z.string().max(MAX_NAME_LENGTH).nullable().default(null),
  shell: z.string(),
  cwd: z.string(),
  cols: z.number().int(),
  rows: z.number().int(),
  createdAt: z.number().int(),
  /** What its output is being recorded to, and since when; null when it is not. */
  recording: z.object({ id: RecordingId, since: z.number().int() }).nullable().default(null),
  state: z.discriminatedUnion('state', [
    z.object({ state: z.literal('running') }),
    z.object({
      state: z.literal('exited'),
      code: z.number().int(),
      signal: z.number().int().nullable(),
      at: z.number().int(),
    }),
    z.object({ state: z.literal('lost'), at: z.number().int() }),
  ]),
})
export type TerminalSummary = z.infer<typeof TerminalSummary>

export const Host = z.object({
  id: z.string(),
  organizationId: OrganizationId,
  name: z.string(),
  /** Null for a host that a service key registered: it is the organization's, and its admins may attach. */
  ownerUserId: z.string().nullable(),
  createdAt: z.number().int(),
  presence: Presence,
  /** Empty for callers who may not attach to this host. */
  terminals: z.array(TerminalSummary),
  /** Whether the caller may attach to its terminals. */
  attachable: z.boolean(),
})
export type Host = z.infer<typeof Host>

/** `id` is chosen once by the host itself and kept in its home; registering again renames. */
export const RegisterHostRequest = z.object({
  id: z.string().regex(/^host_[0-9A-Za-z]{20,40}$/, 'must be host_ and 20 to 40 letters or digits'),
  organizationId: OrganizationId,
  name: z.string().trim().min(1).max(80),
})
export type RegisterHostRequest = z.infer<typeof RegisterHostRequest>
