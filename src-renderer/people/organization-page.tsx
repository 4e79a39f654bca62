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
  const [leaving, setLeaving] = useLeaving()
  return (
    <div className="flex flex-col gap-8">
      <Section title="Organization" description="Keys, chats, hosts and usage belong to one organization each.">
        <Facts>
          <Fact name="Name">
            <Name />
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
          <Button onClick={() => setLeaving(true)}>
            <LogOut aria-hidden />
            Leave {name}…
          </Button>
        }
      >
        <LeaveDialog key={id} open={leaving} onOpenChange={setLeaving} />
      </Section>
    </div>
  )
}

function Name() {
  const { id, name, role } = useOrganization()
  const rename = useMutation(host.organizations.rename.mutationOptions())
  if (!atLeast(role, 'admin')) return name
  const keep = (next: string) =>
    rename.mutateAsync({ organizationId: id, name: next }).then(
      () => undefined,
      (error: unknown) => failureOf(error).message,
    )
  return (
    <span className="group/row min-w-0 font-medium">
      <RenameInPlace name={name} maxLength={NAME_LENGTH} onRename={keep} shown />
    </span>
  )
}

/** The question is open while the address says so, for the palette. */
function useLeaving() {
  const navigate = useNavigate()
  const { leave = false } = useSearch({ from: '/settings/organization/organization' })
  const setLeaving = (open: boolean) =>
    void navigate({ to: '/settings/organization', search: open ? { leave: true } : {}, replace: true })
  return [leave, setLeaving] as const
}
