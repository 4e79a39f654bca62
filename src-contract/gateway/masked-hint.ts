// What may be shown of a secret so that a person can tell two apart (G13).

/** 20 or more characters show 4 + 4, 10 or more 2 + 2, 5 or more 1 + 1, else nothing. */
export function maskedHint(secret: string): string {
  const shown = secret.length >= 20 ? 4 : secret.length >= 10 ? 2 : secret.length >= 5 ? 1 : 0
  return shown === 0 ? '...' : `${secret.slice(0, shown)}...${secret.slice(-shown)}`
}
