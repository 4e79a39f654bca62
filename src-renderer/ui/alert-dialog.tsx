// Asks before something that cannot be taken back. Focus starts on Cancel; a click outside does not answer.
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactNode, type RefObject, useRef } from 'react'
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
  busy?: boolean
  failure?: FailureBody | undefined
  /** What gets the focus when it closes, if what had it before is gone by then. */
  finalFocus?: RefObject<HTMLElement | null> | undefined
  children?: ReactNode
}

export function AlertDialog(props: AlertDialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    confirm,
    onConfirm,
    busy = false,
    failure,
    finalFocus,
    children,
  } = props
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className={viewportClass}>
          <Base.Popup
            initialFocus={cancel}
            {...(finalFocus ? { finalFocus } : {})}
            className={cn(popupClass, 'max-w-md p-5')}
          >
            <Base.Title className="text-base font-semibold wrap-anywhere">{title}</Base.Title>
            <Base.Description className="mt-1 text-ink-soft">{description}</Base.Description>
            {children}
            {failure && <ErrorNotice failure={failure} className="mt-4" />}
            <DialogActions>
              <Base.Close ref={cancel} render={<Button>Cancel</Button>} />
              <Button variant="danger" busy={busy} onClick={onConfirm}>
                {confirm}
              </Button>
            </DialogActions>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
