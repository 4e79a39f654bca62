// One profile of a terminal: its name, its shell, the folder it begins in. Whether they exist is seen when it is opened.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { host } from '../host-client/index.ts'
import type { Profile } from '../terminal-preferences/index.ts'
import { Button, Dialog, DialogActions, Field, Form, Input } from '../ui/index.ts'

type ProfileDialogProps = { profile: Profile | null; onSave: (profile: Profile) => void; onClose: () => void }

export function ProfileDialog({ profile, onSave, onClose }: ProfileDialogProps) {
  return (
    <Dialog
      open={profile !== null}
      onOpenChange={(open) => !open && onClose()}
      title={profile?.name ? 'Edit profile' : 'New profile'}
      description="What a terminal that is opened by it begins with."
    >
      {profile && <ProfileForm key={profile.id} profile={profile} onSave={onSave} onClose={onClose} />}
    </Dialog>
  )
}

type ProfileFormProps = { profile: Profile; onSave: (profile: Profile) => void; onClose: () => void }

function ProfileForm({ profile, onSave, onClose }: ProfileFormProps) {
  const [{ name, shell, cwd }, change] = useState(profile)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const { data: shells = [] } = useQuery(host.terminals.profiles.queryOptions())
  const set = (part: Partial<Profile>) => change((before) => ({ ...before, ...part }))
  const save = () => {
    if (name.trim() === '') setErrors({ name: 'Give it a name.' })
    else onSave({ ...profile, name: name.trim(), shell: shell.trim(), cwd: cwd.trim() })
  }
  return (
    <Form
      errors={errors}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field name="name" label="Name">
        <Input value={name} maxLength={40} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field name="shell" label="Shell" hint="A program’s path; left empty, your own shell.">
        <Input
          value={shell}
          list="known-shells"
          maxLength={1_000}
          placeholder={shells[0]?.shell}
          onChange={(event) => set({ shell: event.target.value })}
          className="font-mono"
        />
      </Field>
      <datalist id="known-shells">
        {shells.map((known) => (
          <option key={known.shell} value={known.shell} />
        ))}
      </datalist>
      <Field name="cwd" label="Folder" hint="A whole path; left empty, your home.">
        <Input
          value={cwd}
          maxLength={4_096}
          onChange={(event) => set({ cwd: event.target.value })}
          className="font-mono"
        />
      </Field>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          Save profile
        </Button>
      </DialogActions>
    </Form>
  )
}
