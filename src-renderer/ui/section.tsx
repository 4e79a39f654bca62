// A part of a page with a heading of its own, and a list of facts: a name at the left, what it is at the right.
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'
import { CopyButton } from './copy-button.tsx'

type SectionProps = {
  title: string
  description?: ReactNode
  /** Buttons at the heading's right. */
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A region named by its heading. */
export function Section({ title, description, actions, className, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={className}>
      <header className="mb-3 flex min-h-8 flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {description && <p className="mt-0.5 max-w-[76ch] text-pretty text-ink-soft">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </section>
  )
}

export function Facts({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cn('divide-y divide-line rounded-lg border border-line', className)}>{children}</dl>
}

type FactProps = {
  name: string
  /** The text that a button beside it copies. */
  copy?: string
  /** Further buttons at the right. */
  actions?: ReactNode
  children: ReactNode
}

export function Fact({ name, copy, actions, children }: FactProps) {
  return (
    <div className="flex min-h-10 flex-col gap-x-4 py-1.5 pr-1.5 pl-4 sm:flex-row sm:items-center sm:py-1">
      <dt className="w-32 shrink-0 text-ink-soft">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2 sm:flex-1">
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{children}</span>
        {copy && <CopyButton size="sm" text={copy} what={name.toLowerCase()} />}
        {actions}
      </dd>
    </div>
  )
}
