// Signs in to a control plane: one that is known, or another by its address.
import { useState } from 'react'
import { failureOf, useAppState } from '../host-client/index.ts'
import { Dialog, ErrorNotice, Field, Form, Input, toast } from '../ui/index.ts'
import { SignInWays } from './sign-in-ways.tsx'
import { useUseControlPlane } from './use-control-planes.ts'

type SignInDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The one to sign in to; without it the address is asked for, beginning with `address`. */
  url?: string | undefined
  address?: string | undefined
}

export function SignInDialog({ open, onOpenChange, url, address = '' }: SignInDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={url === undefined ? 'Add a control plane' : `Sign in to ${hostOf(url)}`}
      description="What you have on other control planes stays, and you can switch back at any time."
    >
      <SignIn url={url} address={address} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

export const hostOf = (url: string) => URL.parse(url)?.host ?? url

function SignIn({ url, address, onDone }: { url: string | undefined; address: string; onDone: () => void }) {
  const [typed, setTyped] = useState(address)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const chosen = url ?? typed.trim()
  const use = useUseControlPlane()
  const { url: inUse } = useAppState().controlPlane
  /** Whoever signs in somewhere wants to be there. */
  const signedIn = () => {
    const onSuccess = () => {
      toast.success(`You are signed in to ${hostOf(chosen)}.`)
      onDone()
    }
    if (chosen === inUse) onSuccess()
    else use.mutate({ url: chosen }, { onSuccess })
  }
  return (
    <div className="flex flex-col gap-4">
      {url === undefined && (
        <Form errors={errors}>
          <Field name="url" label="Address">
            <Input
              inputMode="url"
              spellCheck={false}
              value={typed}
              onValueChange={(next) => {
                setErrors({})
                setTyped(next)
              }}
              placeholder="https://mooring.example.com"
            />
          </Field>
        </Form>
      )}
      {use.error && <ErrorNotice failure={failureOf(use.error)} />}
      <SignInWays
        key={url}
        url={chosen}
        onSignedIn={signedIn}
        onWrongAddress={url === undefined ? (sentence) => setErrors({ url: sentence }) : undefined}
      />
    </div>
  )
}
