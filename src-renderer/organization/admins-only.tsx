// Stands before what only admins of the organization may see. Whoever is none reads who can help.
import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { atLeast } from '#contract/organization'
import { EmptyState } from '../ui/index.ts'
import { useOrganization } from './use-organization.ts'

/** `title`: `Invitations are for admins`. */
export function AdminsOnly({ title, children }: { title: string; children: ReactNode }) {
  const { name, role } = useOrganization()
  if (atLeast(role, 'admin')) return children
  return (
    <EmptyState
      icon={<ShieldAlert />}
      title={title}
      sentence={`You are a member of ${name}. Its admins, listed under Members, can help.`}
    />
  )
}
