// What host and terminal server say to each other beside the frames of viewers. Both ends parse it, neither trusts it.
import { z } from 'zod'
import { FailureBody } from '#contract/failure'
import { TerminalSummary } from '#contract/host'
import { MAX_COLS, MAX_ROWS, MIN_COLS, MIN_ROWS, TerminalCaller, TerminalName, TerminalRole } from '#contract/terminal'

/**
 * Counts every change of what is below. Greeting, proof and `stop` stay as they are for ever,
 * so that a newer app can always end an older terminal server.
 */
export const CONTROL_VERSION = 2

const Nonce = z.string().regex(/^[0-9a-f]{32}$/)
const Proof = z.string().regex(/^[0-9a-f]{64}$/)

export const ServerHello = z.object({
  server: z.literal('mooring-terminal-server'),
  version: z.number().int(),
  /** Another one means another process: its memory of terminals is another. */
  instance: z.string().max(64),
  pid: z.number().int(),
  nonce: Nonce,
})
export type ServerHello = z.infer<typeof ServerHello>

export const ClientProof = z.object({ nonce: Nonce, proof: Proof })
export const ServerProof = z.object({ proof: Proof })

/** What a proven connection is for. */
export const Purpose = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('stop') }),
  z.object({ purpose: z.literal('control'), version: z.number().int() }),
  z.object({
    purpose: z.literal('attach'),
    version: z.number().int(),
    terminalId: z.string().max(64),
    role: TerminalRole,
    caller: TerminalCaller,
  }),
])
export type Purpose = z.infer<typeof Purpose>

export const PurposeAnswer = z.union([z.object({ accepted: z.literal(true) }), z.object({ failure: FailureBody })])

export const ControlRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('list') }),
  z.object({
    type: z.literal('open'),
    cols: z.number().int().min(MIN_COLS).max(MAX_COLS),
    rows: z.number().int().min(MIN_ROWS).max(MAX_ROWS),
    shell: z.string().max(1_000).optional(),
    cwd: z.string().max(4_096).optional(),
  }),
  z.object({ type: z.literal('close'), id: z.string().max(64) }),
  z.object({ type: z.literal('restart'), id: z.string().max(64) }),
  /** Null for no name. */
  z.object({ type: z.literal('rename'), id: z.string().max(64), name: TerminalName.nullable() }),
  z.object({ type: z.literal('record'), id: z.string().max(64), on: z.boolean() }),
])
export type ControlRequest = z.infer<typeof ControlRequest>

export const NumberedRequest = z.object({ number: z.number().int(), request: ControlRequest })

/** An answer carries the number of its request; a change carries none and comes unasked, the first one at once. */
export const ControlMessage = z.union([
  z.object({ number: z.number().int(), terminals: z.array(TerminalSummary) }),
  z.object({ number: z.number().int(), failure: FailureBody }),
  z.object({ changed: z.array(TerminalSummary) }),
])
export type ControlMessage = z.infer<typeof ControlMessage>
