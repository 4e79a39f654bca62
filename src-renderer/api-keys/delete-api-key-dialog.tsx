// Asks before a person's own key is deleted, naming it and when it was last used. A key in use asks for its name.
import { type RefObject, useRef, useState } from 'react'
import type { ApiKey } from '#contract/api-key'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, toast } from '../ui/index.ts'
import { asksForName, isName } from './deletion-guard.ts'
import { LastUse, TypedName } from './deletion-parts.tsx'
import { useDeleteKey } from './use-api-keys.ts'

type DeleteApiKeyDialogProps = {
  /** The key in question; none while nothing is asked. */
  apiKey: ApiKey | undefined
  onClose: () => void
  /** The button that asked is gone with its row; this gets the focus then. */
  finalFocus: RefObject<HTMLElement | null>
}

export function DeleteApiKeyDialog({ apiKey, onClose, finalFocus }: DeleteApiKeyDialogProps) {
  const remove = useDeleteKey()
  const oneAtATime = useSingleFlight()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const asked = apiKey !== undefined && asksForName(apiKey.lastUsedAt, Date.now())
  const close = () => {
    remove.reset()
    setTyped('')
    onClose()
  }
  const confirm = () => {
    if (!apiKey) return
    const onSuccess = () => {
      toast.success(`Deleted “${apiKey.name}”.`)
      setTyped('')
      onClose()
    }
    oneAtATime((done) => remove.mutate({ id: apiKey.id }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={apiKey !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Delete “${apiKey?.name}”?`}
      description={
        <>
          Whatever uses {apiKey?.start}…{apiKey?.lastFour} in {apiKey?.organizationName ?? 'your organizations'} stops
          working at once. This cannot be undone.
        </>
      }
      confirm="Delete key"
      onConfirm={confirm}
      notYet={asked && !isName(typed, apiKey.name)}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
      initialFocus={asked ? field : undefined}
      finalFocus={remove.isSuccess ? finalFocus : undefined}
    >
      {apiKey && <LastUse apiKey={apiKey} />}
      {asked && <TypedName ref={field} name={apiKey.name} typed={typed} onType={setTyped} />}
    </AlertDialog>
  )
}
