// What an audit entry says, in a sentence that a person reads: who did what to whom.
import { AuditAction, type AuditEntry } from '#contract/audit'

type Words = {
  /** In a list of actions to choose from. */
  title: string
  /** After the name of who did it, before the name of what it was done to. */
  verb: string
}

export const ACTIONS: Record<AuditAction, Words> = {
  'api-key-minted': { title: 'API key made', verb: 'made the API key' },
  'api-key-renamed': { title: 'API key renamed', verb: 'renamed the API key' },
  'api-key-deleted': { title: 'API key deleted', verb: 'deleted the API key' },
  'api-key-bound': { title: 'API key bound', verb: 'bound the API key' },
  'organization-created': { title: 'Organization made', verb: 'made the organization' },
  'organization-renamed': { title: 'Organization renamed', verb: 'renamed the organization' },
  'member-joined': { title: 'Member joined', verb: 'joined' },
  'member-left': { title: 'Member left', verb: 'left' },
  'member-removed': { title: 'Member removed', verb: 'removed' },
  'role-changed': { title: 'Role changed', verb: 'changed the role of' },
  'invitation-created': { title: 'Invitation made', verb: 'invited' },
  'invitation-withdrawn': { title: 'Invitation withdrawn', verb: 'withdrew the invitation of' },
  'provider-saved': { title: 'Provider saved', verb: 'saved the provider' },
  'provider-deleted': { title: 'Provider deleted', verb: 'deleted the provider' },
  'provider-key-added': { title: 'Provider key added', verb: 'added a key of the provider' },
  'provider-key-removed': { title: 'Provider key removed', verb: 'removed a key of the provider' },
  'gateway-policy-saved': { title: 'Gateway policy saved', verb: 'saved the gateway policy' },
  'key-limits-saved': { title: 'Limits of a key saved', verb: 'set the limits of' },
  'prompt-read': { title: 'Prompt read', verb: 'read the prompt of' },
  'host-revoked': { title: 'Host revoked', verb: 'revoked the host' },
  'signed-in': { title: 'Signed in', verb: 'signed in' },
  'signed-out': { title: 'Signed out', verb: 'signed out' },
  'session-revoked': { title: 'Session ended', verb: 'signed out' },
}

export const ACTION_CHOICES = AuditAction.options.map((value) => ({ value, label: ACTIONS[value].title }))

/** Whoever does it to themselves is not named twice. */
export function isOneself({ actorUserId, targetId }: Pick<AuditEntry, 'actorUserId' | 'targetId'>): boolean {
  return targetId !== null && targetId === actorUserId
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
/** Of an invitation, a key or a person. The exported table has them. */
const ID = /^[a-z]+_[0-9A-Za-z]{16,}$/

/** `before: member · after: admin`, in the order in which it was written; without ids, which say nothing to a person. */
export function detailWords(details: AuditEntry['details']): string {
  return Object.entries(details)
    .filter(([, value]) => !ID.test(value))
    .map(([name, value]) => `${name}: ${TIME.test(value) ? moment.format(new Date(value)) : value}`)
    .join(' · ')
}
