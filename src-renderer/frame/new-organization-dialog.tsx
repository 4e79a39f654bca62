// Makes an organization and goes into it.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { CreateOrganizationRequest } from '#contract/organization'
import { failureOf, host, useSingleFlight } from '../host-client/index.ts'
import { selectOrganization } from '../organization/index.ts'
import { Button, Dialog, DialogActions, ErrorNotice, Field, Form, Input, toast } from '../ui/index.ts'

type NewOrganizationDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function NewOrganizationDialog({ open, onOpenChange }: NewOrganizationDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="New organization"
      description="Keys, chats, hosts and usage belong to one organization each."
    >
      <NewOrganizationForm onClose={() => onOpenChange(false)} />
    </Dialog>
  )
}

function NewOrganizationForm({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const oneAtATime = useSingleFlight()
  const create = useMutation({
    ...host.organizations.create.mutationOptions(),
    onSuccess: (organization) => {
      selectOrganization(organization.id)
      toast.success(`You are in ${organization.name} now.`)
      onClose()
    },
  })
  const submit = () => {
    const request = CreateOrganizationRequest.safeParse({ name })
    if (!request.success) return setErrors({ name: 'Give it a name of 1 to 60 characters.' })
    oneAtATime((done) => create.mutate(request.data, { onSettled: done }))
  }
  const change = (value: string) => {
    setErrors({})
    setName(value)
  }
  return (
    <Form errors={errors} onFormSubmit={submit}>
      <Field name="name" label="Name">
        <Input value={name} onValueChange={change} maxLength={60} placeholder="Harbour Works" />
      </Field>
      {create.error && <ErrorNotice failure={failureOf(create.error)} />}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          Create organization
        </Button>
      </DialogActions>
    </Form>
  )
}
