// Which kinds of key this person can make and for which organizations; what cannot be chosen says why.
import type { ApiKeyKind } from '#contract/api-key'
import { atLeast, type OrganizationMembership } from '#contract/organization'

export type Choice<Value extends string> = { value: Value; label: string; unavailable?: string }

export const KIND_WORDS: Record<ApiKeyKind, { label: string; sentence: string }> = {
  member: {
    label: 'Member key',
    sentence: 'Acts as you in one organization, while you are a member of it.',
  },
  personal: {
    label: 'Personal key',
    sentence: 'Acts as you in all of your organizations; each request names one.',
  },
  service: {
    label: 'Service key',
    sentence: 'Acts for the organization and nobody, also after you have left.',
  },
}

/** Why no key of this kind can be made; undefined if one can. */
export function whyNoKind(kind: ApiKeyKind, organizations: readonly OrganizationMembership[]): string | undefined {
  if (kind !== 'service' || organizations.some(({ role }) => atLeast(role, 'admin'))) return undefined
  return organizations.length === 1
    ? `Only admins of ${organizations[0]?.name} can make one.`
    : 'Only admins can make one, and you are a member in each of your organizations.'
}

/** Every organization of the person: those that the kind cannot be made for are there too, with the reason. */
export function organizationChoices(
  kind: ApiKeyKind,
  organizations: readonly OrganizationMembership[],
): Choice<string>[] {
  return organizations.map(({ id, name, role }) => ({
    value: id,
    label: name,
    ...(kind === 'service' && !atLeast(role, 'admin') ? { unavailable: 'you are not an admin' } : {}),
  }))
}
