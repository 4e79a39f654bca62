// One thing to put into a shell or a file: what it is, its lines, and a button that copies them.
import { CopyButton } from '../ui/index.ts'
import type { SetupPart as Part } from './setup-lines.ts'

type SetupPartProps = { part: Part; onCopied: ((text: string) => void) | undefined }

export function SetupPart({ part: { title, what, text, note }, onCopied }: SetupPartProps) {
  return (
    <li className="flex flex-col gap-1.5">
      <p className="font-medium">{title}</p>
      <div className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3 contrast-more:border-line-strong">
        <pre className="min-w-0 flex-1 py-1.5 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere text-ink">
          {text}
        </pre>
        <CopyButton size="sm" text={text} what={what} onCopied={() => onCopied?.(text)} />
      </div>
      {note && <p className="text-xs text-ink-soft">{note}</p>}
    </li>
  )
}
