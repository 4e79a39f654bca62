// What was asked, where an organization keeps that.
import { z } from 'zod'

export const KeptPrompt = z.object({
  /** The request's id. */
  id: z.string(),
  at: z.number().int(),
  /** As it was sent to the gateway. */
  body: z.string(),
  /** Whether there was more than is kept. */
  truncated: z.boolean(),
})
export type KeptPrompt = z.infer<typeof KeptPrompt>
