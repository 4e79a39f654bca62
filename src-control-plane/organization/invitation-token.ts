// The secret in an invitation's link. Its hash is kept; the link is shown once to whoever made it.
import { INVITATION_PAGE_PATH } from '#contract/organization'
import { randomBase62 } from '../secret/index.ts'

/** So that a scanner of secrets, and a person, can tell what it is. */
const PREFIX = 'moor_inv_'
/** 190 bits. */
const RANDOM_LENGTH = 32
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH}}$`)

export function newInvitationToken(): string {
  return PREFIX + randomBase62(RANDOM_LENGTH)
}

/** False for what cannot be one: it is refused without asking the database. */
export function looksLikeInvitation(text: string): boolean {
  return SHAPE.test(text)
}

/** The token is the fragment, which a browser sends to nobody: it stands in no log. `url` is where people reach this control plane. */
export function invitationLink(url: string, token: string): string {
  return `${url.replace(/\/+$/, '')}${INVITATION_PAGE_PATH}#${token}`
}
