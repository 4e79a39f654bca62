// Says above the screen why nothing is attached and when it is tried again. What was last seen stays readable beneath (U9).
import './terminals.css'
import { Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, cn, ErrorNotice, Spinner } from '../ui/index.ts'
import type { Attachment } from './attachment.ts'

type AttachmentOverlayProps = { attachment: Attachment; refusals: number; onConnect: () => void }

export function AttachmentOverlay({ attachment, refusals, onConnect }: AttachmentOverlayProps) {
  switch (attachment.state) {
    case 'attached':
    case 'ended':
      return null
    case 'connecting':
      if (attachment.reason === null) return <Attaching refused={refusals > 0} />
      return <Lost reason={attachment.reason} retryAt={null} refusals={refusals} onConnect={onConnect} />
    case 'waiting':
      return <Lost {...attachment} refusals={refusals} onConnect={onConnect} />
    case 'refused':
      return (
        <Veil>
          <ErrorNotice failure={attachment.failure} onRetry={onConnect} className="w-full max-w-md shadow-popup" />
        </Veil>
      )
    default:
      return attachment satisfies never
  }
}

function Veil({ children }: { children: React.ReactNode }) {
  return <div className="absolute inset-0 z-10 grid place-items-center bg-surface/60 p-6">{children}</div>
}

/** A local terminal attaches in a blink; the note appears only when it takes longer, or something was typed. */
function Attaching({ refused }: { refused: boolean }) {
  return (
    <p
      className={cn(
        'pointer-events-none absolute right-3 bottom-3 z-10 flex items-center gap-2 rounded-full border border-line bg-raised px-3 py-1 text-xs text-ink-soft shadow-control',
        !refused && 'terminal-appear',
      )}
    >
      <Spinner className="size-3.5" />
      {refused ? 'Attaching… What you typed was not sent.' : 'Attaching…'}
    </p>
  )
}

type LostProps = { reason: string; retryAt: number | null; refusals: number; onConnect: () => void }

function Lost({ reason, retryAt, refusals, onConnect }: LostProps) {
  return (
    <Veil>
      <section
        aria-label="Connection lost"
        className="w-full max-w-md rounded-xl border border-line bg-raised p-4 shadow-popup"
      >
        <div className="flex gap-3">
          <Unplug aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-ink" />
          <div className="min-w-0 flex-1">
            <p className="font-medium wrap-anywhere">{reason}</p>
            <p className="mt-0.5 text-ink-soft">The shell goes on meanwhile. What you type now is not sent.</p>
          </div>
        </div>
        <div className="mt-4 flex items-center gap-3 pl-7">
          <Button size="sm" disabled={retryAt === null} onClick={onConnect}>
            Try now
          </Button>
          <p className="text-xs text-ink-soft">{retryAt === null ? 'Connecting…' : <Countdown until={retryAt} />}</p>
          {refusals > 0 && (
            <p
              key={refusals}
              className="terminal-nudge ml-auto rounded-full bg-warn-soft px-2.5 py-0.5 text-xs font-medium text-warn-ink"
            >
              Not sent
            </p>
          )}
        </div>
      </section>
    </Veil>
  )
}

const SECOND_MS = 1_000

function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS / 4)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(1, Math.ceil((until - now) / SECOND_MS))
  return (
    <span className="tabular-nums">
      Trying again in {seconds} {seconds === 1 ? 'second' : 'seconds'}.
    </span>
  )
}
