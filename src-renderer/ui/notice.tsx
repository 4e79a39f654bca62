// Something to know that is no failure: calm, and gone when it is dismissed.
import { Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { cn } from './cn.ts'

type NoticeProps = {
  title?: ReactNode
  icon?: ReactNode
  tone?: 'neutral' | 'warn'
  onDismiss?: () => void
  className?: string
  children: ReactNode
}

const TONES = {
  neutral: { box: 'border-line bg-sunken', icon: 'text-accent-ink' },
  warn: { box: 'border-warn-ink/25 bg-warn-soft', icon: 'text-warn-ink' },
}

export function Notice({ title, icon = <Info />, tone = 'neutral', onDismiss, className, children }: NoticeProps) {
  return (
    <div
      role="status"
      className={cn(
        'flex gap-2.5 rounded-lg border px-3 py-2.5 contrast-more:border-line-strong',
        TONES[tone].box,
        className,
      )}
    >
      <span aria-hidden className={cn('mt-0.5 shrink-0 [&_svg]:size-4', TONES[tone].icon)}>
        {icon}
      </span>
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title && <p className="font-medium text-ink">{title}</p>}
        <div className="text-ink-soft">{children}</div>
      </div>
      {onDismiss && <IconButton size="sm" label="Dismiss" icon={<X />} onClick={onDismiss} className="-my-1 -mr-1.5" />}
    </div>
  )
}
