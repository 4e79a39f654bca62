// A word about the state or kind of a thing. The word carries the meaning; the colour only helps.
import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

const badgeClass = cva(
  'inline-flex h-5 w-fit shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 text-xs font-medium [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-ink-soft',
        accent: 'bg-accent-soft text-accent-ink',
        ok: 'bg-ok-soft text-ok-ink',
        warn: 'bg-warn-soft text-warn-ink',
        danger: 'bg-danger-soft text-danger-ink',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

type BadgeProps = VariantProps<typeof badgeClass> & { className?: string; title?: string; children: ReactNode }

export function Badge({ tone, className, title, children }: BadgeProps) {
  return (
    <span title={title} className={cn(badgeClass({ tone }), className)}>
      {children}
    </span>
  )
}
