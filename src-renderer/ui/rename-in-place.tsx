// A name that is changed where it stands: Enter or leaving keeps it, Escape takes it back, and what is wrong is said beneath.
import { Input as BaseInput } from '@base-ui/react/input'
import { Pencil } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { cn } from './cn.ts'
import { controlClass } from './field.tsx'

type RenameInPlaceProps = {
  name: string
  /** Longest name, in characters. */
  maxLength: number
  /** Resolves to what is wrong, or to nothing when the name was taken. */
  onRename: (name: string) => Promise<string | undefined>
  /** Whether it is being changed now. Held by the caller, so that a command can begin it too. */
  editing: boolean
  onEditingChange: (editing: boolean) => void
  /** The button is there always, and not only while its row is pointed at. */
  shown?: boolean
}

export function RenameInPlace(props: RenameInPlaceProps) {
  const { name, maxLength, onRename, editing, onEditingChange, shown = false } = props
  const button = useRef<HTMLButtonElement>(null)
  const goBack = useRef(false)
  // The button is there again only once this is drawn.
  useEffect(() => {
    if (!editing && goBack.current) button.current?.focus()
    goBack.current = false
  }, [editing])
  const stop = ({ keyboard }: { keyboard: boolean }) => {
    goBack.current = keyboard
    onEditingChange(false)
  }
  if (editing) return <Editor name={name} maxLength={maxLength} onRename={onRename} onStop={stop} />
  return (
    <span className="flex min-w-0 items-center gap-0.5">
      <span className="min-w-0 truncate" title={name}>
        {name}
      </span>
      <IconButton
        ref={button}
        size="sm"
        label={`Rename ${name}`}
        icon={<Pencil />}
        onClick={() => onEditingChange(true)}
        className={cn(
          !shown &&
            'opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100',
        )}
      />
    </span>
  )
}

type EditorProps = Pick<RenameInPlaceProps, 'name' | 'maxLength' | 'onRename'> & {
  onStop: (how: { keyboard: boolean }) => void
}

function Editor({ name, maxLength, onRename, onStop }: EditorProps) {
  const [draft, setDraft] = useState(name)
  const [wrong, setWrong] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const busy = useRef(false)
  const wrongId = useId()
  useEffect(() => field.current?.select(), [])

  const keep = async (how: { keyboard: boolean }) => {
    if (busy.current) return
    if (draft.trim() === name || (draft.trim() === '' && !how.keyboard)) return onStop(how)
    busy.current = true
    const refusal = draft.trim() === '' ? 'Give it a name.' : await onRename(draft.trim())
    busy.current = false
    // Whoever has gone on to something else meanwhile is not called back.
    if (refusal === undefined) return onStop({ keyboard: how.keyboard && document.activeElement === field.current })
    setWrong(refusal)
    field.current?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void keep({ keyboard: true })
    if (event.key === 'Escape') {
      event.stopPropagation()
      // Leaving the field by this key must not keep what stands in it.
      busy.current = true
      onStop({ keyboard: true })
    }
  }
  return (
    <span className="block min-w-36 py-1">
      <BaseInput
        ref={field}
        aria-label={`New name of ${name}`}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : wrongId}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        value={draft}
        onValueChange={(value) => {
          setWrong(undefined)
          setDraft(value)
        }}
        onKeyDown={press}
        onBlur={() => void keep({ keyboard: false })}
        className={cn(controlClass, 'h-7 px-2 font-medium', wrong && 'border-danger')}
      />
      {wrong && (
        <span id={wrongId} role="alert" className="mt-1 block text-xs font-normal whitespace-normal text-danger-ink">
          {wrong}
        </span>
      )}
    </span>
  )
}
