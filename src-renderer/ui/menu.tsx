// A menu behind a button: `<Menu trigger={<IconButton …/>}><MenuItem …/></Menu>`.
import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'

export const menuPopupClass =
  'min-w-44 max-w-80 rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-popup outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 contrast-more:border-line-strong'
export const menuItemClass =
  'flex min-h-7 select-none items-center gap-2 rounded-sm px-2 py-1 outline-hidden data-disabled:text-ink-faint data-highlighted:not-data-disabled:bg-hover [&_svg]:size-4 [&_svg]:shrink-0'

type MenuProps = {
  /** A button; the menu ties itself to it. */
  trigger: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}

export function Menu({ trigger, side = 'bottom', align = 'start', className, children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50">
          <Base.Popup className={cn(menuPopupClass, className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type MenuItemProps = {
  icon?: ReactNode
  shortcut?: ReactNode
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, shortcut, danger, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item
      className={cn(menuItemClass, danger && 'text-danger-ink')}
      onClick={onSelect}
      {...(disabled ? { disabled } : {})}
    >
      {icon && <span className="text-ink-faint">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut}
    </Base.Item>
  )
}

type MenuChoiceProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onValueChange: (value: Value) => void
}

/** One choice among several, with a tick at the present one. */
export function MenuChoice<Value extends string>({ label, value, options, onValueChange }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onValueChange(next)} aria-label={label}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={menuItemClass} closeOnClick>
          <span className="size-4">
            <Base.RadioItemIndicator>
              <Check aria-hidden className="text-accent-ink" />
            </Base.RadioItemIndicator>
          </span>
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />
}
