// "Look again": what a window shows has changed on the control plane. A hint carries no data, so it can be lost or repeated.
import { z } from 'zod'

/** Server-sent events, one a hint. */
export const HINTS_PATH = '/v1/hints'

export const HintTopic = z.enum([
  'api-keys',
  'organizations',
  'members',
  'invitations',
  'providers',
  'hosts',
  'sessions',
])
export type HintTopic = z.infer<typeof HintTopic>

export const Hint = z.object({
  topic: HintTopic,
  /** Null for what belongs to the person: their sessions, their personal keys, their list of organizations. */
  organizationId: z.string().nullable(),
})
export type Hint = z.infer<typeof Hint>
