// The three doors of the relay, all WebSocket upgrades. A refusal is a plain HTTP answer with a failure as its body, before any 101.
import { z } from 'zod'
import { TerminalRole } from '../terminal/index.ts'

/** A host's control channel. Its credential, organization and id travel in headers. */
export const RELAY_HOST_PATH = '/relay/host'
/** A viewer: its credential and organization in headers, `AttachQuery` in the query. */
export const RELAY_ATTACH_PATH = '/relay/attach'
/** A host that was asked to dial: `DialQuery`. The ticket is its credential, once. */
export const RELAY_DIAL_PATH = '/relay/dial'

/** Names the host that opens its control channel. It must be registered, and its owner's credential presented. */
export const HOST_HEADER = 'x-mooring-host'

const Id = z.string().min(1).max(64)

export const AttachQuery = z.object({ host: Id, terminal: Id, role: TerminalRole })
export type AttachQuery = z.infer<typeof AttachQuery>

export const DialQuery = z.object({ ticket: z.string().min(1).max(4_096) })
