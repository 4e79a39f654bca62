// Which terminals have a view: those that are shown, and the last few that were, so that going back to one is instant.

/** Views kept alive in all. Each holds a screen (a few MB) and a GPU context (browsers give about 16). */
const KEPT_VIEWS = 12

/** Most recently shown first. Those that are shown all have one, however many; those that no longer exist are dropped. */
export function keptViews(kept: readonly string[], ids: readonly string[], shown: readonly string[]): string[] {
  const others = kept.filter((id) => !shown.includes(id) && ids.includes(id))
  return [...shown, ...others].slice(0, Math.max(shown.length, KEPT_VIEWS))
}
