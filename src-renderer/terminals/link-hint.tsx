// Where the link under the pointer leads, as a browser shows it: before it is followed.
import { type LinkTarget, textOf } from '../terminal-links/index.ts'
import { hintOf } from './follow-link.ts'

export function LinkHint({ target }: { target: LinkTarget | null }) {
  if (!target) return null
  return (
    <p className="pointer-events-none absolute bottom-1 left-1 z-10 flex max-w-[calc(100%-0.5rem)] items-baseline gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-control">
      <span className="min-w-0 truncate font-mono">{textOf(target)}</span>
      <span className="shrink-0 text-ink-soft">{hintOf(target)}</span>
    </p>
  )
}
