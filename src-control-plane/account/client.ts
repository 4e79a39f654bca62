// Who sends a request, as far as we remember it.
import type { Context } from 'hono'
import type { Env } from '../http/index.ts'
import { CLIENT_ADDRESS_HEADER } from '../identity/index.ts'
import type { Client } from './sign-in.ts'

export function clientOf(c: Context<Env>): Client {
  return { address: c.req.header(CLIENT_ADDRESS_HEADER) ?? null, userAgent: c.req.header('user-agent') ?? null }
}
