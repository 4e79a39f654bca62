// What was asked, where the organization keeps that: read on purpose, since each reading is written into the audit.
import { useMutation } from '@tanstack/react-query'
import { BookOpenText } from 'lucide-react'
import { failureOf, host } from '../host-client/index.ts'
import { Button, CopyButton, ErrorNotice } from '../ui/index.ts'
import { readable } from './readable.ts'

type KeptPromptProps = { organizationId: string; requestId: string }

export function KeptPrompt({ organizationId, requestId }: KeptPromptProps) {
  const read = useMutation({ ...host.usage.prompt.mutationOptions(), gcTime: 0 })
  if (read.error) return <ErrorNotice failure={failureOf(read.error)} />
  if (!read.data)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={read.isPending} onClick={() => read.mutate({ organizationId, requestId })}>
          <BookOpenText aria-hidden />
          Read what was asked
        </Button>
        <span className="text-xs text-ink-soft">It is written into the audit that you did.</span>
      </div>
    )
  const text = readable(read.data.body)
  return (
    <div className="rounded-lg border border-line">
      <header className="flex items-center gap-2 border-b border-line py-1 pr-1 pl-4">
        <h3 className="flex-1 font-medium">What was asked</h3>
        {read.data.truncated && <span className="text-xs text-ink-soft">its beginning</span>}
        <CopyButton size="sm" text={text} what="what was asked" />
      </header>
      <textarea
        readOnly
        aria-label="What was asked"
        rows={14}
        value={text}
        className="block w-full resize-y bg-transparent px-4 py-2 font-mono text-xs leading-5 -outline-offset-2"
      />
    </div>
  )
}
