// A host's state with since when, and why if it is not online.
import type { Presence } from '#contract/host'
import { type PresenceWords, presenceWords } from '../presence/index.ts'
import { cn, RelativeTime } from '../ui/index.ts'

const DOTS: Readonly<Record<PresenceWords['tone'], string>> = {
  ok: 'bg-ok',
  warn: 'bg-warn animate-pulse',
  neutral: 'bg-line-strong',
}

export function PresenceLine({ presence }: { presence: Presence }) {
  const { tone, state, reason } = presenceWords(presence)
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-ink-soft">
      <span aria-hidden className={cn('size-2 rounded-full', DOTS[tone])} />
      <span className="font-medium text-ink">{state}</span>
      <span>
        since <RelativeTime at={presence.since} />
      </span>
      {reason && <span className="text-ink-faint">· {reason}</span>}
    </p>
  )
}
