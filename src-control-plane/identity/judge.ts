// Why an access that is open must end now, or that it may stay. Pure.
import { Failure } from '#contract/failure'
import type { OrgScope } from './authorize.ts'
import { reachNow } from './narrowed.ts'
import type { Principal } from './principal.ts'
import type { Standing } from './standing.ts'

/** On whose authority something stays open; `scope` is null for what is the person's own, whatever they are a member of. */
export type Authority = { readonly principal: Principal; readonly scope: OrgScope | null }

/** Null: it may stay. A role that was raised ends it too, because what is open acts in the old one. */
export function judge({ principal, scope }: Authority, standing: Standing): Failure | null {
  if (standing.standing === 'gone') return goneFailure(principal, standing.because)
  if (scope === null) return null
  const before = principal.organizations.find(({ id }) => id === scope.organizationId)
  const now = reachNow(principal, standing.principal).find(({ id }) => id === scope.organizationId)
  if (now === undefined) return new Failure('revoked', `${whoOf(principal)} no longer a member of ${before?.name}.`)
  if (now.role === scope.role) return null
  return new Failure('access-changed', `The role in ${now.name} is now "${now.role}". Connect again.`)
}

function goneFailure({ source }: Principal, because: Extract<Standing, { standing: 'gone' }>['because']): Failure {
  const isKey = source.type === 'api-key'
  switch (because) {
    case 'unknown':
      return new Failure('revoked', isKey ? 'The API key was deleted.' : 'The sign-in was ended.')
    case 'expired':
      return new Failure('revoked', isKey ? 'The API key has expired.' : 'The sign-in has expired.')
    case 'disabled':
      return new Failure('revoked', 'The account was disabled.')
    default:
      return because satisfies never
  }
}

const whoOf = ({ source }: Principal) => (source.type === 'api-key' ? "The key's owner is" : 'You are')
