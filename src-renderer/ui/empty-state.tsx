// What a list says when it is empty: one sentence and one button.
import type { ReactNode } from 'react'

type EmptyStateProps = { icon: ReactNode; title: string; sentence: ReactNode; action?: ReactNode }

export function EmptyState({ icon, title, sentence, action }: EmptyStateProps) {
  return (
    <div className="grid min-h-72 flex-1 place-content-center justify-items-center px-6 pt-10 pb-[14vh] text-center">
      <div
        aria-hidden
        className="mb-4 grid size-11 place-items-center rounded-xl bg-accent-soft text-accent-ink [&_svg]:size-5"
      >
        {icon}
      </div>
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-1 max-w-[44ch] text-balance text-ink-soft">{sentence}</p>
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
