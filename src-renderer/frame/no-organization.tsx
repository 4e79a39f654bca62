// Somebody who is signed in and in no organization: they join one, or make one.
import { Building2 } from 'lucide-react'
import { runCommand } from '../commands/index.ts'
import { Button, EmptyState } from '../ui/index.ts'

export function NoOrganization() {
  return (
    <div className="flex h-full">
      <h1 className="sr-only">No organization</h1>
      <EmptyState
        icon={<Building2 />}
        title="You are in no organization"
        sentence="Keys, chats and hosts belong to one. Join one that invited you, or make your own."
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button variant="primary" onClick={() => runCommand('organization.join')}>
              Join by an invitation…
            </Button>
            <Button onClick={() => runCommand('organization.create')}>New organization…</Button>
          </div>
        }
      />
    </div>
  )
}
