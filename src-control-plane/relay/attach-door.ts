// `/relay/attach`: a viewer asks for one terminal of one host. The host is told to dial back, with a ticket that says who asks.
import { Failure } from '#contract/failure'
import { AttachQuery, keepAlive, TICKET_AUDIENCE, TICKET_LIFETIME_S, type TicketGrant } from '#contract/relay'
import type { Database } from '../database/index.ts'
import { findAttachableHost } from '../host/index.ts'
import type { Caller, Tokens } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import { unknownHost } from './caller.ts'
import type { Dials } from './dials.ts'
import type { Directory } from './directory.ts'
import { type HoldDependencies, holdOpen } from './hold-open.ts'
import type { RelayTiming } from './timing.ts'
import { type Door, parseQuery } from './upgrade.ts'

/** Open attachments of one host: each may hold a few MiB here while one side is slow. */
const MAX_ATTACHMENTS_PER_HOST = 256

type Dependencies = Pick<Database, 'read'> &
  HoldDependencies & {
    tokens: Pick<Tokens, 'sign'>
    callerOf: (headers: Headers) => Promise<Caller>
    dials: Dials
    directory: Directory
    timing: RelayTiming
  }

export function attachDoor(deps: Dependencies): Door {
  const { seats, dials, directory, timing, tokens } = deps
  return async ({ headers, query }) => {
    const caller = await deps.callerOf(headers)
    const { scope } = caller
    const { host: hostId, terminal: terminalId, role } = parseQuery(AttachQuery, query)
    if ((await findAttachableHost(deps, scope, hostId)) === null) throw unknownHost()
    const { userId, organizationId, role: memberRole } = scope
    const grant: TicketGrant = { caller: { userId, organizationId, role: memberRole }, hostId, terminalId, role }
    const id = newId('dial')
    const ticket = await tokens.sign({ ...grant, jti: id }, TICKET_AUDIENCE, TICKET_LIFETIME_S)
    const channel = directory.find(scope, hostId)
    if (channel === null) throw new Failure('host-offline', 'This host is not connected.')
    const { seat } = channel
    // The channel is one of them.
    if (seats.count(seat) > MAX_ATTACHMENTS_PER_HOST)
      throw new Failure('limit-reached', `This host has ${MAX_ATTACHMENTS_PER_HOST} viewers, which is the most.`)
    const dial = dials.open(channel.dials, id, ticket)
    return (viewer) => {
      dial.await(viewer)
      keepAlive(viewer, timing.pingIntervalMs)
      const held = holdOpen(deps, seat, caller, (failure) => dial.end(failure))
      viewer.on('close', () => held[Symbol.dispose]())
      channel.send({ type: 'dial', dialId: id, ticket })
    }
  }
}
