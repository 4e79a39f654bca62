// Where the host keeps its credentials. A file is the weakest of the three, so it is marked (L5).
import { FileWarning, KeySquare, Terminal } from 'lucide-react'
import type { AppState } from '#contract/app'

type StorageNoteProps = { storage: AppState['credentialStorage']; home: string }

export function StorageNote({ storage, home }: StorageNoteProps) {
  switch (storage) {
    case 'keychain':
      return (
        <span className="flex items-center gap-2">
          <KeySquare aria-hidden className="size-4 text-ok-ink" />
          In this system’s keychain
        </span>
      )
    case 'environment':
      return (
        <span className="flex items-center gap-2">
          <Terminal aria-hidden className="size-4 text-ink-faint" />
          From the environment (<code className="font-mono text-xs">MOORING_API_KEY</code>); nothing is stored
        </span>
      )
    case 'file':
      return (
        <span role="note" className="my-1 flex gap-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-warn-ink">
          <FileWarning aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            In a private file under <code className="font-mono text-xs wrap-anywhere">{home}</code>. No keychain was
            found here, so whoever can read your files can read it.
          </span>
        </span>
      )
    default:
      return storage satisfies never
  }
}
