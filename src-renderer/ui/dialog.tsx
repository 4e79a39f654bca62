// A question or a form above the window. Focus goes in when it opens and back to where it was when it closes.
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { cn } from './cn.ts'

export const backdropClass =
  'fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'
export const viewportClass =
  'fixed inset-0 z-40 grid justify-items-center overflow-y-auto px-4 pt-[12vh] pb-8 content-start'
export const popupClass =
  'w-full rounded-xl border border-line bg-raised text-ink shadow-popup outline-hidden transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0'
const widths = { sm: 'max-w-sm', md: 'max-w-md', lg: 'max-w-xl', xl: 'max-w-5xl' }

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  size?: keyof typeof widths
  /** While set, nothing closes the dialog (Esc, a click outside, the cross): this is called instead. */
  onRefusedClose?: (() => void) | undefined
  children: ReactNode
}

/** The first input has the focus at first: the cross comes last in the order. */
export function Dialog({ open, onOpenChange, title, description, size = 'md', onRefusedClose, children }: DialogProps) {
  const change = (next: boolean, details: Base.Root.ChangeEventDetails) => {
    if (next || !onRefusedClose) return onOpenChange(next)
    details.cancel()
    onRefusedClose()
  }
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className={viewportClass}>
          <Base.Popup className={cn(popupClass, 'relative', widths[size])}>
            <header className="pt-4 pr-12 pl-5">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-0.5 text-ink-soft">{description}</Base.Description>}
            </header>
            <div className="px-5 pt-4 pb-5">{children}</div>
            {!onRefusedClose && (
              <div className="absolute top-3.5 right-3.5">
                <Base.Close render={<IconButton label="Close" size="sm" icon={<X />} />} />
              </div>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** The row of buttons that ends a dialog; the one that goes on comes last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{children}</div>
}
