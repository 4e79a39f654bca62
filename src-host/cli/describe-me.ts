// Who a credential makes of its holder, in words that promise no more than it reaches.
import type { Me } from '#contract/identity'
import { table } from './output.ts'

export function describeMe(me: Me, url: string): string {
  const { organizations } = me
  const lines = [`${whoIs(me)} at ${url}.`]
  if (organizations.length === 0) lines.push(nowhere(me))
  else
    lines.push(table([['ORGANIZATION', 'ROLE', 'ID'], ...organizations.map(({ name, role, id }) => [name, role, id])]))
  if (me.kind === 'personal-key' && organizations.length > 0)
    lines.push('Each request names one of them: MOORING_ORGANIZATION, or the header x-mooring-organization.')
  return lines.join('\n')
}

function whoIs({ kind, user, keyId, organizations }: Me): string {
  const person = user === null ? 'nobody in person' : `${user.name} <${user.email}>`
  switch (kind) {
    case 'session':
      return `${person} is signed in`
    case 'member-key':
      return `${keyId} is a key of ${person} for one organization`
    case 'personal-key':
      return `${keyId} is a key of ${person} for all their organizations`
    case 'service-key':
      return `${keyId} is a key of ${organizations[0]?.name ?? 'an organization'} itself, of ${person},`
    case 'token':
      return `This is a token of ${person}`
    default:
      return kind satisfies never
  }
}

function nowhere({ kind }: Me): string {
  switch (kind) {
    case 'session':
      return 'They are in no organization yet.'
    case 'member-key':
      return 'Its owner is not a member of its organization now: it reaches nothing until they are again.'
    case 'personal-key':
    case 'service-key':
    case 'token':
      return 'It reaches no organization now.'
    default:
      return kind satisfies never
  }
}
