// The secret of a new key with the lines that use it. It lives in this element's props only and goes with it.
import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { MintedApiKey } from '#contract/api-key'
import { useAppState } from '../host-client/index.ts'
import { useOrganizations } from '../organization/index.ts'
import { Button, Checkbox, CopyButton, DialogActions } from '../ui/index.ts'
import { curlLine, exportLine } from './snippets.ts'

type SecretOnceProps = {
  minted: MintedApiKey
  /** Called when it was copied or the person says it is stored. */
  onSafe: () => void
  isSafe: boolean
  warning: string | undefined
  onDone: () => void
}

export function SecretOnce({ minted: { key, secret }, onSafe, isSafe, warning, onDone }: SecretOnceProps) {
  const { controlPlane } = useAppState()
  const organization = useOrganizations().find(({ id }) => id === key.organizationId)
  const [confirmed, setConfirmed] = useState(false)
  const copy = useRef<HTMLButtonElement>(null)
  useEffect(() => copy.current?.focus(), [])
  return (
    // A copy by hand counts as well: whatever is copied in here holds the secret.
    <div className="flex flex-col gap-4" onCopy={onSafe}>
      <div className="flex items-center gap-2 rounded-lg border border-accent-ink/30 bg-accent-soft p-2 pl-3">
        <code className="min-w-0 flex-1 select-all font-mono text-xs wrap-anywhere">{secret}</code>
        <CopyButton
          ref={copy}
          text={secret}
          what="API key"
          labelled
          variant={isSafe ? 'secondary' : 'primary'}
          onCopied={onSafe}
        />
      </div>
      <p className="text-ink-soft">
        <strong className="font-medium text-ink">{key.name}</strong> acts as you in{' '}
        <strong className="font-medium text-ink">{organization?.name}</strong>.
      </p>
      <div className="flex flex-col gap-2">
        <Snippet what="export line" text={exportLine(secret)} onCopied={onSafe} />
        <Snippet what="curl line" text={curlLine(secret, controlPlane.url)} onCopied={onSafe} />
      </div>
      {warning && (
        <p className="flex items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn-ink">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {warning}
        </p>
      )}
      <DialogActions>
        <div className="mr-auto">
          <Checkbox
            checked={confirmed || isSafe}
            onCheckedChange={(checked) => {
              setConfirmed(checked)
              if (checked) onSafe()
            }}
          >
            I have stored the key
          </Checkbox>
        </div>
        <Button variant={isSafe ? 'primary' : 'secondary'} disabled={!isSafe} onClick={onDone}>
          Done
        </Button>
      </DialogActions>
    </div>
  )
}

function Snippet({ what, text, onCopied }: { what: string; text: string; onCopied: () => void }) {
  return (
    <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-xs text-ink-soft">{text}</code>
      <CopyButton size="sm" text={text} what={what} onCopied={onCopied} />
    </div>
  )
}
