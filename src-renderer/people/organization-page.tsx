// The organization itself: its name, its id, one's own role, and the way out.

import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { atLeast } from '#contract/organization'
import { failureOf, host } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { Badge, Button, Fact, Facts, RenameInPlace, Section } from '../ui/index.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { ROLE_WORDS } from './member-rights.ts'

/** Characters of a name. */
const NAME_LENGTH = 60

export function OrganizationPage() {
  const { id, name, role } = useOrganization()
  const { leave, rename, ask } = useAsked()
  return (
    <div className="flex flex-col gap-8">
      <Section title="Organization" description="Keys, chats, hosts and usage belong to one organization each.">
        <Facts>
          <Fact name="Name">
            <Name renaming={rename} onRenaming={(next) => ask(next ? { rename: true } : {})} />
          </Fact>
          <Fact name="Id" copy={id}>
            <code className="font-mono text-xs wrap-anywhere">{id}</code>
          </Fact>
          <Fact name="Your role">
            <Badge>{ROLE_WORDS[role].label}</Badge>
            <span className="text-ink-soft">{ROLE_WORDS[role].may}</span>
          </Fact>
        </Facts>
      </Section>
      <Section
        title="Leave"
        description={`You lose access to ${name} at once, and come back only by an invitation.`}
        actions={
          <Button onClick={() => ask({ leave: true })}>
            <LogOut aria-hidden />
            Leave {name}…
          </Button>
        }
      >
        <LeaveDialog key={id} open={leave} onOpenChange={(next) => ask(next ? { leave: true } : {})} />
      </Section>
    </div>
  )
}

function Name({ renaming, onRenaming }: { renaming: boolean; onRenaming: (renaming: boolean) => void }) {
  const { id, name, role } = useOrganization()
  const rename = useMutation(host.organizations.rename.mutationOptions())
  if (!atLeast(role, 'admin')) return name
  const keep = (next: string) =>
    rename.mutateAsync({ organizationId: id, name: next }).then(
      () => undefined,
      (error: unknown) => failureOf(error).message,
    )
  return (
    <span className="min-w-0 font-medium">
      <RenameInPlace
        name={name}
        maxLength={NAME_LENGTH}
        onRename={keep}
        editing={renaming}
        onEditingChange={onRenaming}
        shown
      />
    </span>
  )
}

type Asked = { leave?: true; rename?: true }

/** What is asked is in the address, for the palette. */
function useAsked() {
  const navigate = useNavigate()
  const { leave = false, rename = false } = useSearch({ from: '/settings/organization/organization' })
  const ask = (search: Asked) => void navigate({ to: '/settings/organization', search, replace: true })
  return { leave, rename, ask }
}
