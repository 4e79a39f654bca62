// The secret of a new key with the lines that use it. It lives in this element's props only and goes with it.
import { Building2, Plug, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ApiKey, MintedApiKey } from '#contract/api-key'
import type { OrganizationMembership } from '#contract/organization'
import { useAppState } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { type ToolId, ToolSetup } from '../tool-setup/index.ts'
import { Button, Checkbox, CopyButton, DialogActions, Select } from '../ui/index.ts'
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
  const [confirmed, setConfirmed] = useState(false)
  const copy = useRef<HTMLButtonElement>(null)
  useEffect(() => copy.current?.focus(), [])
  const holdsSecret = (text: string) => text.includes(secret)
  return (
    // A copy by hand counts as well, if the secret is in it.
    <div className="flex flex-col gap-4" onCopy={() => holdsSecret(String(getSelection())) && onSafe()}>
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
      <Snippets apiKey={key} secret={secret} onCopied={onSafe} />
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

type SnippetsProps = { apiKey: ApiKey; secret: string; onCopied: () => void }

/** A personal key is bound to no organization, so its lines name one. */
function Snippets({ apiKey, secret, onCopied }: SnippetsProps) {
  const { controlPlane } = useAppState()
  const organizations = useOrganizations()
  const [chosenId, setChosenId] = useState(useOrganization().id)
  const personal = apiKey.kind === 'personal'
  const use = { secret, controlPlaneUrl: controlPlane.url, organizationId: personal ? chosenId : null }
  const acting = organizations.find(({ id }) => id === (apiKey.organizationId ?? chosenId))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-soft">
        <strong className="font-medium text-ink">{apiKey.name}</strong> {actsAs(apiKey)}
      </p>
      {personal && organizations.length > 1 && (
        <Select
          label="Organization in these lines"
          className="w-64"
          icon={<Building2 aria-hidden className="size-4 text-ink-faint" />}
          options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosenId}
          onValueChange={setChosenId}
        />
      )}
      <Snippet what="export line" text={exportLine(use)} onCopied={onCopied} />
      <Snippet what="curl line" text={curlLine(use)} onCopied={onCopied} />
      {acting && <ForTool organization={acting} bound={!personal} secret={secret} onCopied={onCopied} />}
    </div>
  )
}

type ForToolProps = { organization: OrganizationMembership; bound: boolean; secret: string; onCopied: () => void }

/** The lines for a tool hold the secret only here, while it is shown. */
function ForTool({ secret, onCopied, ...rest }: ForToolProps) {
  const [open, setOpen] = useState(false)
  const [tool, setTool] = useState<ToolId>('claude-code')
  if (!open)
    return (
      <Button variant="ghost" className="self-start" onClick={() => setOpen(true)}>
        <Plug aria-hidden />
        Connect a tool with it
      </Button>
    )
  return (
    <div className="mt-2">
      <ToolSetup
        tool={tool}
        onTool={setTool}
        secret={secret}
        own={false}
        onCopied={(text) => text.includes(secret) && onCopied()}
        {...rest}
      />
    </div>
  )
}

function actsAs({ kind, organizationName, role }: ApiKey): string {
  switch (kind) {
    case 'member':
      return `acts as you in ${organizationName}.`
    case 'personal':
      return 'acts as you in every organization of yours; each request names one:'
    case 'service':
      return `acts for ${organizationName} as ${role === 'admin' ? 'an admin' : 'a member'}, whoever is in it.`
    default:
      return kind satisfies never
  }
}

function Snippet({ what, text, onCopied }: { what: string; text: string; onCopied: () => void }) {
  return (
    <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-xs text-ink-soft">{text}</code>
      <CopyButton size="sm" text={text} what={what} onCopied={onCopied} />
    </div>
  )
}
