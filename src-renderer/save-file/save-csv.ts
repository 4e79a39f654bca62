// Hands a table to the person as a file, as a link to it would.

/** A download has begun by then. Milliseconds. */
const BEGUN_MS = 10_000

export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), BEGUN_MS)
}
