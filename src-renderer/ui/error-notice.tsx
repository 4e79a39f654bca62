// A failure as a person reads it: what happened, what to do, and a link to the page that mends it.
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FailureBody } from '#contract/failure'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { FixLink } from './fix-link.tsx'

type ErrorNoticeProps = {
  failure: FailureBody
  /** Offers to try again. */
  onRetry?: (() => void) | undefined
  className?: string
  children?: ReactNode
}

export function ErrorNotice({ failure, onRetry, className, children }: ErrorNoticeProps) {
  return (
    <div
      role="alert"
      className={cn('flex gap-2.5 rounded-lg border border-danger-ink/25 bg-danger-soft px-3 py-2.5', className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-ink" />
      <div className="min-w-0 flex-1">
        <p className="text-ink wrap-anywhere">{failure.message}</p>
        {children}
        {(failure.fix || onRetry) && (
          <div className="mt-2 flex flex-wrap items-center gap-3">
            {failure.fix && <FixLink fix={failure.fix} />}
            {onRetry && (
              <Button size="sm" onClick={onRetry}>
                Try again
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  )
}
