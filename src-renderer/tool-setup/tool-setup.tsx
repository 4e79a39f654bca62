// How a tool is pointed at Mooring's gateway: the tool, the provider, and the lines that do it.
import { Link } from '@tanstack/react-router'
import { Cable } from 'lucide-react'
import { useState } from 'react'
import { useAppState } from '../host-client/index.ts'
import { Notice, Select, SkeletonRows, Tabs } from '../ui/index.ts'
import { setupPartsOf } from './setup-lines.ts'
import { SetupPart } from './setup-part.tsx'
import type { ToolProvider } from './tool-providers.ts'
import { TOOL_IDS, TOOLS, type ToolId } from './tools.ts'
import { useToolProviders } from './use-tool-providers.ts'

type ToolSetupProps = {
  tool: ToolId
  onTool: (tool: ToolId) => void
  /** Where the tool is to act. */
  organization: { id: string; name: string }
  /** Whether the key acts in that one anyway; otherwise the lines name it. */
  bound: boolean
  /** Null unless the key was made just now. */
  secret: string | null
  /** Whether the tool brings a provider credential of its own. */
  own: boolean
  onCopied?: (text: string) => void
}

export function ToolSetup({ tool, onTool, ...rest }: ToolSetupProps) {
  const tabs = TOOL_IDS.map((value) => ({
    value,
    label: TOOLS[value].title,
    panel: value === tool && <OneTool key={value} tool={value} {...rest} />,
  }))
  return <Tabs label="Tool" tabs={tabs} value={tool} onValueChange={onTool} />
}

function OneTool({ tool, organization, bound, secret, own, onCopied }: Omit<ToolSetupProps, 'onTool'>) {
  const { controlPlane } = useAppState()
  const providers = useToolProviders(tool, organization.id)
  const [chosenId, setChosenId] = useState<string>()
  const provider = providers?.find(({ id }) => id === chosenId) ?? providers?.[0]
  if (!providers || !provider) return <SkeletonRows label="Loading the providers" />
  const parts = setupPartsOf(tool, {
    controlPlaneUrl: controlPlane.url,
    provider: provider.id,
    model: provider.model,
    secret,
    organizationId: bound ? null : organization.id,
    own,
  })
  return (
    <div className="flex flex-col gap-4">
      {providers.length > 1 && (
        <Select
          label="Provider"
          className="w-64"
          icon={<Cable aria-hidden className="size-4 text-ink-faint" />}
          options={providers.map(({ id, isSetUp }) => ({
            value: id,
            label: isSetUp || own ? id : `${id} (not set up)`,
          }))}
          value={provider.id}
          onValueChange={setChosenId}
        />
      )}
      {!provider.isSetUp && !own && (
        <NotSetUp provider={provider} organization={organization} leadsAway={secret === null} />
      )}
      <ol className="flex flex-col gap-4">
        {parts.map((part) => (
          <SetupPart key={part.what} part={part} onCopied={onCopied} />
        ))}
      </ol>
    </div>
  )
}

type NotSetUpProps = Pick<ToolSetupProps, 'organization'> & {
  provider: ToolProvider
  /** Nothing leads away from a key that is shown once. */
  leadsAway: boolean
}

function NotSetUp({ provider, organization, leadsAway }: NotSetUpProps) {
  return (
    <Notice tone="warn" title={`${organization.name} has no provider “${provider.id}” yet`}>
      These lines work once it is there.{' '}
      {leadsAway && (
        <Link
          to="/settings/providers"
          search={{ organization: organization.id }}
          className="font-medium text-accent-ink underline underline-offset-3"
        >
          Providers
        </Link>
      )}
    </Notice>
  )
}
