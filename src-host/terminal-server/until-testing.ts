// For tests: waiting for a condition instead of for a while.

/** Milliseconds until a condition that should hold is given up. */
const PATIENCE_MS = 15_000

/** Checks after every turn of the event loop in which something may have happened. */
export async function until<T>(
  read: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  instead = () => '',
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const value = await read()
    if (value !== undefined && value !== false) return value
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`Waited in vain: ${what}${instead()}`)
}
