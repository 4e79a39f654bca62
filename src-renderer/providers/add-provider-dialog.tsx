// Adds a server that speaks OpenAI's API under a name of the organization's own; tools reach it at that name.
import { useState } from 'react'
import type { Provider, ProviderCheck } from '#contract/gateway'
import { useAppState } from '../host-client/index.ts'
import { gatewayUrlOf } from '../tool-setup/index.ts'
import { announce, Button, Dialog, DialogActions, Field, Form, Input, Select } from '../ui/index.ts'
import { KNOWN_SERVERS } from './known-servers.ts'
import { ProviderForm } from './provider-form.tsx'
import { namedKind, type ProviderKind } from './provider-kinds.ts'
import { nameError } from './save-request.ts'

type AddProviderDialogProps = {
  open: boolean
  onClose: () => void
  organization: { id: string; name: string }
  saved: readonly Provider[]
  onSaved: (id: string, check: ProviderCheck) => void
}

export function AddProviderDialog({ open, onClose, organization, saved, onSaved }: AddProviderDialogProps) {
  const [kind, setKind] = useState<ProviderKind>()
  const close = () => {
    setKind(undefined)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      size="lg"
      title={kind ? `Add ${kind.title}` : 'Add a provider'}
      description={kind ? undefined : `Any server that speaks OpenAI’s API, for everybody in ${organization.name}.`}
    >
      {kind ? (
        <ProviderForm
          kind={kind}
          organizationId={organization.id}
          saved={undefined}
          onSaved={({ check }) => {
            announce(`${kind.title} is saved.`)
            onSaved(kind.id, check)
            close()
          }}
          onCancel={close}
        />
      ) : (
        <NameForm saved={saved} onNamed={setKind} onCancel={close} />
      )}
    </Dialog>
  )
}

const OTHER = 'other'

type NameFormProps = { saved: readonly Provider[]; onNamed: (kind: ProviderKind) => void; onCancel: () => void }

function NameForm({ saved, onNamed, onCancel }: NameFormProps) {
  const { controlPlane } = useAppState()
  const [server, setServer] = useState<string>(OTHER)
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const known = KNOWN_SERVERS.find((one) => one.name === server)
  const choose = (next: string) => {
    setServer(next)
    setName(next === OTHER ? '' : next)
    setError(undefined)
  }
  const submit = () => {
    const wrong = nameError(name.trim(), saved)
    setError(wrong)
    if (wrong === undefined) onNamed(namedKind(name.trim(), known?.baseUrl ?? ''))
  }
  return (
    <Form errors={error ? { name: error } : {}} onFormSubmit={submit}>
      <Field label="Server">
        <Select
          options={[
            { value: OTHER, label: 'Another server' },
            ...KNOWN_SERVERS.map((one) => ({ value: one.name, label: one.title })),
          ]}
          value={server}
          onValueChange={choose}
        />
      </Field>
      <Field
        name="name"
        label="Name"
        hint={
          <>
            Tools reach it at{' '}
            <code className="font-mono wrap-anywhere">{gatewayUrlOf(controlPlane.url, name.trim() || '…')}</code>. It
            cannot be changed later.
          </>
        }
      >
        <Input
          value={name}
          onValueChange={(text) => {
            setError(undefined)
            setName(text)
          }}
          maxLength={31}
          spellCheck={false}
          placeholder="lab"
        />
      </Field>
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Next
        </Button>
      </DialogActions>
    </Form>
  )
}
