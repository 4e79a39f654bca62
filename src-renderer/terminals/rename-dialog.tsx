// Gives a terminal a name, which everybody who sees it is shown. Without one it is called by its program's title.
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { TerminalSummary } from '#contract/host'
import { MAX_NAME_LENGTH } from '#contract/terminal'
import { failureOf } from '../host-client/index.ts'
import { Button, Dialog, DialogActions, ErrorNotice, Field, Form, Input } from '../ui/index.ts'
import { nameOf } from './terminal-name.ts'
import { renameTerminal } from './use-terminals.ts'

type RenameDialogProps = { terminal: TerminalSummary | undefined; onClose: () => void }

export function RenameDialog({ terminal, onClose }: RenameDialogProps) {
  // What is shown while it leaves.
  const last = useRef(terminal)
  if (terminal) last.current = terminal
  return (
    <Dialog
      open={terminal !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title="Rename terminal"
      description="Everybody who may see this terminal is shown its name."
      size="sm"
    >
      {last.current && <RenameForm key={last.current.id} terminal={last.current} onDone={onClose} />}
    </Dialog>
  )
}

function RenameForm({ terminal, onDone }: { terminal: TerminalSummary; onDone: () => void }) {
  const [name, setName] = useState(terminal.name ?? '')
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wanted: string) => renameTerminal(terminal.id, wanted.trim() || null),
    onSuccess: onDone,
  })
  const failure = error && failureOf(error)
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        mutate(name)
      }}
    >
      <Field name="name" label="Name" hint="Left empty, it is called by what its program says.">
        <Input
          value={name}
          maxLength={MAX_NAME_LENGTH}
          placeholder={nameOf({ ...terminal, name: null })}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      </Field>
      {failure && <ErrorNotice failure={failure} />}
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isPending}>
          Rename
        </Button>
      </DialogActions>
    </Form>
  )
}
