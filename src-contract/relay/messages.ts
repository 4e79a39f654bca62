// What a host and the control plane say to each other on the control channel: small JSON texts, parsed on arrival.
import { z } from 'zod'
import { FailureBody } from '../failure/index.ts'
import { TerminalSummary } from '../host/index.ts'
import { MAX_TERMINALS } from '../terminal/index.ts'

/** UTF-16 units. With `MAX_TERMINALS` of them, a full report in any script stays below `MAX_CONTROL_MESSAGE_BYTES`. */
export const MAX_REPORTED_TITLE = 256
export const MAX_REPORTED_PATH = 512
/** Bytes of one message; a larger one closes the channel. */
export const MAX_CONTROL_MESSAGE_BYTES = 1_048_576

const ReportedTerminal = TerminalSummary.extend({
  id: z.string().min(1).max(64),
  title: z.string().max(MAX_REPORTED_TITLE),
  shell: z.string().max(MAX_REPORTED_PATH),
  cwd: z.string().max(MAX_REPORTED_PATH),
})
const Terminals = z.array(ReportedTerminal).max(MAX_TERMINALS)
const DialId = z.string().min(1).max(64)

export const HostMessage = z.discriminatedUnion('type', [
  /** First, once. `instanceId` names the running process: the same one reconnects, another one replaces. */
  z.object({
    type: z.literal('hello'),
    version: z.string().max(64),
    instanceId: z.string().min(1).max(64),
    terminals: Terminals,
  }),
  /** The whole list, after a change. */
  z.object({ type: z.literal('terminals'), terminals: Terminals }),
  /** The host will not dial for this; the viewer is told why. */
  z.object({ type: z.literal('dial-refused'), dialId: DialId, failure: FailureBody }),
  /** The host shuts down on purpose. */
  z.object({ type: z.literal('goodbye') }),
])
export type HostMessage = z.infer<typeof HostMessage>

export const ControlPlaneMessage = z.discriminatedUnion('type', [
  /** The answer to `hello`: from here on the host is online. */
  z.object({ type: z.literal('welcome') }),
  /** A viewer waits. Which terminal, which role and who it is stand in the ticket alone. */
  z.object({ type: z.literal('dial'), dialId: DialId, ticket: z.string().max(4_096) }),
  /** A newer instance of this host is connected: stop, and do not come back. */
  z.object({ type: z.literal('replaced') }),
])
export type ControlPlaneMessage = z.infer<typeof ControlPlaneMessage>

/** Undefined for what is no message of this schema. */
export function parseMessage<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
