// A small field that narrows the list beneath it while it is typed in.
import { Input as Base } from '@base-ui/react/input'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { controlClass } from './field.tsx'

type FilterInputProps = {
  label: string
  icon: ReactNode
  value: string
  onValueChange: (value: string) => void
  className?: string
}

export function FilterInput({ label, icon, value, onValueChange, className }: FilterInputProps) {
  return (
    <span className={cn('relative', className)}>
      <span aria-hidden className="absolute top-2 left-2.5 text-ink-faint [&_svg]:size-4">
        {icon}
      </span>
      <Base
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onValueChange={onValueChange}
        className={cn(controlClass, 'h-8 pr-2 pl-8')}
      />
    </span>
  )
}
