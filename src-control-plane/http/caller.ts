// Who calls a route whose organization is named by header (or is the key's only one), and what they may.
import type { Context } from 'hono'
import type { Role } from '#contract/organization'
import type { Caller } from '../identity/index.ts'
import { type Env, scopeFor } from './router.ts'

export function callerFor(c: Context<Env>, needed: Role): Caller {
  return { principal: c.get('principal'), scope: scopeFor(c, needed) }
}
