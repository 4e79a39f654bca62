// A key or a chord, as it is written on this system.
import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-4.5 items-center gap-0.5 rounded-sm border border-line bg-sunken px-1 font-sans text-[0.6875rem] leading-none text-ink-soft">
      {children}
    </kbd>
  )
}
