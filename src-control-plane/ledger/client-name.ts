// Which program asks, by what its user agent calls it. Pure; a claim, good for statistics and for nothing else.

const MAX_NAME_LENGTH = 40
/** A whole user agent, as the ledger keeps it. */
export const MAX_USER_AGENT_LENGTH = 200

/** Programs that go by several names, or by another than people know them by. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^claude-(cli|code)\//, 'claude-code'],
  [/^codex[_-]/, 'codex'],
  // The official SDKs: `OpenAI/Python 2.1.0`, `AsyncAnthropic/Python 0.71.0`, `Anthropic/JS 0.128.0`.
  [/^(Async)?OpenAI\/Python/, 'openai-python'],
  [/^OpenAI\/JS/, 'openai-js'],
  [/^(Async)?Anthropic\/Python/, 'anthropic-python'],
  [/^Anthropic\/JS/, 'anthropic-js'],
]

export function clientName(userAgent: string | null): string | null {
  if (userAgent === null) return null
  const known = KNOWN.find(([pattern]) => pattern.test(userAgent))
  if (known !== undefined) return known[1]
  const product = /^[\w.-]+/.exec(userAgent)?.[0].toLowerCase()
  return product?.slice(0, MAX_NAME_LENGTH) ?? null
}
