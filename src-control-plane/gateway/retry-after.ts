// When a provider says that it may be asked again. Pure.

/** Milliseconds; null if it does not say. `retry-after-ms` is OpenAI's, `retry-after` is seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(headers: Headers, at = Date.now()): number | null {
  const exact = numberOf(headers.get('retry-after-ms'))
  if (exact !== null) return exact
  const text = headers.get('retry-after')
  const seconds = numberOf(text)
  if (seconds !== null) return seconds * 1_000
  const date = Date.parse(text ?? '')
  return Number.isNaN(date) ? null : Math.max(0, date - at)
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null
}
