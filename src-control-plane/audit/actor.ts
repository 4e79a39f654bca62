// Who does what a request asks for, and from where.
import type { Context } from 'hono'
import type { Env } from '../http/index.ts'
import { CLIENT_ADDRESS_HEADER, type Principal } from '../identity/index.ts'

/** `principal` is null when Mooring itself does it: a first start, an operator's command. */
export type Actor = { readonly principal: Pick<Principal, 'user' | 'source'> | null; readonly address: string | null }

export const MOORING: Actor = { principal: null, address: null }

export function actorOf(c: Context<Env>): Actor {
  return { principal: c.get('principal'), address: c.req.header(CLIENT_ADDRESS_HEADER) ?? null }
}
