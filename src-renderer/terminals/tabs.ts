// Which tab is shown: the one asked for while it exists, and a near one after it is gone.

/** `ids` in the order shown. Wraps at both ends; null when there is nothing to show. */
export function neighbour(ids: readonly string[], active: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null
  const from = active === null ? -1 : ids.indexOf(active)
  if (from === -1) return ids[0] ?? null
  return ids[(from + step + ids.length) % ids.length] ?? null
}

/** The tab to show when `closing` goes: the one after it, else the one before it; another active tab stays. */
export function activeAfterClosing(ids: readonly string[], active: string | null, closing: string): string | null {
  if (active !== closing) return active
  const at = ids.indexOf(closing)
  return ids[at + 1] ?? ids[at - 1] ?? null
}

export function activeOf(ids: readonly string[], asked: string | undefined): string | null {
  if (asked !== undefined && ids.includes(asked)) return asked
  return ids.at(-1) ?? null
}

/** Views kept alive behind the shown one. Each holds a screen (a few MB) and a GPU context (browsers give about 16). */
const KEPT_VIEWS = 8

/** The views to keep mounted, most recently shown first; those that no longer exist are dropped. */
export function keptViews(kept: readonly string[], ids: readonly string[], active: string | null): string[] {
  const others = kept.filter((id) => id !== active && ids.includes(id))
  return (active === null ? others : [active, ...others]).slice(0, KEPT_VIEWS)
}
