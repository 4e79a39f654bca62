// Who does what a request asks for, and from where.
import type { Context } from 'hono'
import type { Env } from '../http/index.ts'
import { CLIENT_ADDRESS_HEADER, type Principal } from '../identity/index.ts'

export type Actor = { readonly principal: Principal; readonly address: string | null }

export function actorOf(c: Context<Env>): Actor {
  return { principal: c.get('principal'), address: c.req.header(CLIENT_ADDRESS_HEADER) ?? null }
}
