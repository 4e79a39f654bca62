// Whether a change in the database may have made a principal another one. Pure.
import type { Change } from '../database/index.ts'
import type { Principal } from './principal.ts'

type Concerned = Pick<Principal, 'source' | 'user' | 'organizations'>

export function concerns(change: Change | 'anything', { source, user, organizations }: Concerned): boolean {
  if (change === 'anything') return true
  switch (change.table) {
    case 'apiKey':
      return source.type === 'api-key' && source.id === change.id
    case 'session':
      return source.type === 'session' && source.id === change.id
    case 'user':
    case 'member':
      return user !== null && user.id === change.userId
    case 'organization':
      return organizations.some(({ id }) => id === change.organizationId)
    case 'organizationInvitation':
    case 'provider':
    case 'providerCredential':
    case 'ownCredential':
    case 'gatewayPolicy':
    case 'keyLimit':
    case 'host':
      return false
    default:
      return change.table satisfies never
  }
}
