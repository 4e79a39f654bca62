// This host's own presence, at the foot of the rail: whether others in the organization can reach it, and if not, why.
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useAppState } from '../host-client/index.ts'
import { type PresenceWords, presenceWords } from '../presence/index.ts'
import { announce, cn, RelativeTime, Tooltip } from '../ui/index.ts'

const DOTS: Record<PresenceWords['tone'], string> = {
  ok: 'bg-ok',
  warn: 'bg-warn animate-pulse',
  neutral: 'bg-danger',
}

export function PresenceStatus() {
  const { hostName, presence } = useAppState()
  const { tone, state, reason } = presenceWords(presence)
  useAnnounced(`This host: ${state}. ${reason}`)
  const since = (
    <span>
      {hostName}: {state} {reason} <RelativeTime at={presence.since} />
    </span>
  )
  return (
    <Tooltip side="right" content={since}>
      <Link to="/hosts" className="flex items-start gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover">
        <span className="grid size-4 shrink-0 place-items-center pt-1">
          <span className={cn('size-2 rounded-full ring-3 ring-current/15', DOTS[tone])} />
        </span>
        <span className="rail-label min-w-0 flex-1 leading-tight">
          <span className="sr-only">This host: </span>
          <span className="block truncate font-medium">{hostName}</span>
          <span className="block text-xs text-ink-faint">{reason ? `${state}. ${reason}` : state}</span>
        </span>
      </Link>
    </Tooltip>
  )
}

/** Says each change, but not what was so when the window opened. */
function useAnnounced(sentence: string): void {
  const said = useRef(sentence)
  useEffect(() => {
    if (said.current === sentence) return
    said.current = sentence
    announce(sentence)
  }, [sentence])
}
