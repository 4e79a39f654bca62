// How the shell ended, beneath its last lines, and the one key that starts it again (T8).
import './terminals.css'
import { RotateCw } from 'lucide-react'
import type { FailureBody } from '#contract/failure'
import { Button, Kbd } from '../ui/index.ts'
import { type Ending, endingWords } from './exit-words.ts'

type ExitBarProps = {
  ending: Ending
  /** Inputs that were refused since it ended. */
  refusals: number
  busy: boolean
  failure: FailureBody | null
  /** Null where a shell cannot be started again from here. */
  onRestart: (() => void) | null
}

export function ExitBar({ ending, refusals, busy, failure, onRestart }: ExitBarProps) {
  return (
    <section
      aria-label="Shell ended"
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-sunken px-4 py-1.5"
    >
      <p className="flex-1">{endingWords(ending)}</p>
      {refusals > 0 && (
        <p
          key={refusals}
          className="terminal-nudge rounded-full bg-warn-soft px-2.5 py-0.5 text-xs font-medium text-warn-ink"
        >
          Not sent: the shell has ended
        </p>
      )}
      {failure && <p className="text-danger-ink">{failure.message}</p>}
      {onRestart && (
        <Button size="sm" busy={busy} onClick={onRestart}>
          <RotateCw aria-hidden />
          Restart <Kbd>Enter</Kbd>
        </Button>
      )}
    </section>
  )
}
