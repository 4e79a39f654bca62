// A small window behind a button, for what is read there and is no list of commands: `<Popover title="Viewers" trigger={<Button …/>}>`.
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'
import { menuPopupClass } from './menu.tsx'

type PopoverProps = {
  /** Its name, for screen readers too. */
  title: string
  /** A button; the popover ties itself to it. */
  trigger: ReactElement
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

export function Popover({ title, trigger, align = 'center', children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup className={cn(menuPopupClass, 'p-3')}>
            <Base.Title className="mb-1.5 font-medium">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** A button in it that closes it. */
export const PopoverClose = Base.Close
