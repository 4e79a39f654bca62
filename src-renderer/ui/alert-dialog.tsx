// Asks before something that cannot be taken back. Focus starts on Cancel, or on what must be filled in first; a click
// outside does not answer, and Enter in a field answers as the button does.
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type FormEvent, type ReactNode, type RefObject, useRef } from 'react'
import type { FailureBody } from '#contract/failure'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { backdropClass, DialogActions, popupClass, viewportClass } from './dialog.tsx'
import { ErrorNotice } from './error-notice.tsx'

type AlertDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question, naming the thing: `Delete “ci-deploy”?` */
  title: ReactNode
  /** What will happen. */
  description: ReactNode
  /** The verb on the button: `Delete key`. */
  confirm: string
  onConfirm: () => void
  /** True while what `children` ask for is missing. */
  notYet?: boolean
  busy?: boolean
  failure?: FailureBody | undefined
  /** What gets the focus first, if not Cancel. */
  initialFocus?: RefObject<HTMLElement | null> | undefined
  /** What gets the focus when it closes, if what had it before is gone by then. */
  finalFocus?: RefObject<HTMLElement | null> | undefined
  children?: ReactNode
}

export function AlertDialog(props: AlertDialogProps) {
  const { open, onOpenChange, title, description, confirm, onConfirm, notYet = false, busy = false } = props
  const { failure, initialFocus, finalFocus, children } = props
  const cancel = useRef<HTMLButtonElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!notYet && !busy) onConfirm()
  }
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className={viewportClass}>
          <Base.Popup
            initialFocus={initialFocus ?? cancel}
            {...(finalFocus ? { finalFocus } : {})}
            className={cn(popupClass, 'max-w-md p-5')}
          >
            <form noValidate onSubmit={submit}>
              <Base.Title className="text-base font-semibold wrap-anywhere">{title}</Base.Title>
              <Base.Description render={<div />} className="mt-1 text-ink-soft wrap-anywhere">
                {description}
              </Base.Description>
              {children}
              {failure && <ErrorNotice failure={failure} className="mt-4" />}
              <DialogActions>
                <Base.Close ref={cancel} render={<Button>Cancel</Button>} />
                <Button type="submit" variant="danger" busy={busy} disabled={notYet}>
                  {confirm}
                </Button>
              </DialogActions>
            </form>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
