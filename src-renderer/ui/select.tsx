// One choice of a short list.
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { controlClass } from './field.tsx'
import { menuItemClass, menuPopupClass } from './menu.tsx'

export type Option<Value extends string> = {
  value: Value
  label: string
  /** Why it cannot be chosen; an option with a reason is shown disabled. */
  unavailable?: string
}

type SelectProps<Value extends string> = {
  options: readonly Option<Value>[]
  value: Value
  onValueChange: (value: Value) => void
  /** Its name where no `Field` labels it. */
  label?: string
  icon?: ReactNode
  disabled?: boolean
  className?: string
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, label, icon, disabled, className } = props
  const change = (next: Value | null) => next !== null && onValueChange(next)
  return (
    <Base.Root items={options} value={value} onValueChange={change} {...(disabled ? { disabled } : {})}>
      <Base.Trigger
        aria-label={label}
        className={cn(controlClass, 'flex h-8 select-none items-center gap-2 pr-2 pl-2.5 text-left', className)}
      >
        {icon}
        <Base.Value className="min-w-0 flex-1 truncate" />
        <Base.Icon className="text-ink-faint">
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={cn(menuPopupClass, 'min-w-(--anchor-width)')}>
            <Base.List className="max-h-(--available-height) overflow-y-auto">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.unavailable !== undefined}
                  className={menuItemClass}
                >
                  <span className="size-4">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="size-4 text-accent-ink" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText className="flex-1 truncate">{option.label}</Base.ItemText>
                  {option.unavailable && <span className="text-xs text-ink-faint">{option.unavailable}</span>}
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
