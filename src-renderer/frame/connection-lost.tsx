// Covers the window while the host cannot be reached: why, and when the next attempt is. What is typed meanwhile goes
// nowhere, visibly, instead of into a queue.
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type Connection, type LostReason, retryNow, useConnection } from '../host-client/index.ts'
import { Button } from '../ui/index.ts'

/** A connection that is back sooner than this was not worth a word. */
const GRACE_MS = 250

const REASONS: Record<LostReason, string> = {
  'host-gone':
    'Nothing answers on this machine. If Mooring was stopped, start it again; if it is restarting, it is back in a moment.',
  'not-admitted':
    'Mooring was started anew and does not know this window any more. Open it again from the address that it printed, or from the app.',
  unknown: 'It broke off for an unknown reason.',
}

export function ConnectionLost() {
  const connection = useConnection()
  const lost = connection.state === 'lost' ? connection : undefined
  const shown = useAfterGrace(lost?.since)
  return (
    <AlertDialog.Root open={shown}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-60 bg-canvas/80 backdrop-blur-[2px] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Viewport className="fixed inset-0 z-60 grid place-items-center p-4">
          <AlertDialog.Popup className="grid w-full max-w-md justify-items-center rounded-xl border border-line bg-raised px-6 py-7 text-center text-ink shadow-popup outline-hidden">
            <div aria-hidden className="mb-4 grid size-11 place-items-center rounded-xl bg-warn-soft text-warn-ink">
              <CloudOff className="size-5" />
            </div>
            <AlertDialog.Title className="text-base font-semibold">The connection to Mooring is lost</AlertDialog.Title>
            <AlertDialog.Description className="mt-1 text-balance text-ink-soft">
              {REASONS[lost?.reason ?? 'unknown']} Your terminals go on meanwhile.
            </AlertDialog.Description>
            <Button variant="primary" className="mt-5" onClick={retryNow}>
              Try now
            </Button>
            <p className="mt-3 text-xs text-ink-faint tabular-nums">{lost && <Countdown lost={lost} />}</p>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function Countdown({ lost: { retryAt } }: { lost: Extract<Connection, { state: 'lost' }> }) {
  const now = useSecondHand()
  if (retryAt === null || retryAt <= now) return 'Trying…'
  return `Next attempt in ${Math.ceil((retryAt - now) / 1_000)} s`
}

function useSecondHand(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return now
}

function useAfterGrace(since: number | undefined): boolean {
  const [shownFor, setShownFor] = useState<number>()
  useEffect(() => {
    if (since === undefined) return setShownFor(undefined)
    const timer = setTimeout(() => setShownFor(since), GRACE_MS)
    return () => clearTimeout(timer)
  }, [since])
  return since !== undefined && shownFor === since
}
