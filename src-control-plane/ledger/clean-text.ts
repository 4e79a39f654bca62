// Text that a stranger chose, as the ledger keeps it: PostgreSQL refuses a NUL, and a list is easier to read without control characters.

/** Long enough for any name of a model, a tool or a session; a row is no place for more. */
const MAX_LENGTH = 120

export function cleanText(text: string, maxLength = MAX_LENGTH): string {
  return text.replace(/\p{Cc}/gu, '').slice(0, maxLength)
}
