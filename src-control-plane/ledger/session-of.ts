// Which conversation of a client a request belongs to, as far as the client says so. Pure; a claim.
import { z } from 'zod'

/** Claude Code since 2.1.86; Codex, in its newer and its older spelling. */
const HEADERS = ['x-claude-code-session-id', 'session-id', 'session_id'] as const

/** Older Claude Code: `metadata.user_id` is JSON with a `session_id`, or before that `user_…_session_<id>`. */
const OfUser = z.object({ session_id: z.string() })
const OLD_USER = /_session_([0-9a-f-]{36})$/

export type SessionClaims = {
  /** `metadata.user_id` of Anthropic's messages. */
  user: string | null
  /** `prompt_cache_key` of OpenAI's responses: tools name a conversation with it. */
  cacheKey: string | null
}

export function sessionOf(headers: Headers, { user, cacheKey }: SessionClaims): string | null {
  for (const name of HEADERS) {
    const value = headers.get(name)
    if (value) return value
  }
  return (user === null ? null : sessionIn(user)) ?? cacheKey
}

function sessionIn(user: string): string | null {
  const old = OLD_USER.exec(user)?.[1]
  if (old !== undefined) return old
  try {
    return OfUser.safeParse(JSON.parse(user)).data?.session_id ?? null
  } catch {
    return null
  }
}
