// A page of the window: a heading, what can be done there, and the content that scrolls beneath.
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

type PageProps = {
  title: string
  description?: ReactNode
  /** Buttons at the heading's right. */
  actions?: ReactNode
  className?: string
  children: ReactNode
}

export function Page({ title, description, actions, className, children }: PageProps) {
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto">
      <div className={cn('mx-auto flex w-full max-w-5xl flex-1 flex-col px-4 pt-5 pb-8 sm:px-6 sm:pt-6', className)}>
        <header className="mb-5 flex min-h-8 flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1">
            <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
            {description && <p className="mt-0.5 max-w-[76ch] text-pretty text-ink-soft">{description}</p>}
          </div>
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  )
}
