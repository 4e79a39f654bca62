// What a person pastes to join: the link that they were sent, or the token alone.
import { INVITATION_PAGE_PATH } from '#contract/organization'

export type PastedInvitation =
  | { outcome: 'empty' }
  /** Not a link of ours. */
  | { outcome: 'unreadable' }
  /** Of the control plane in use, as far as can be told. */
  | { outcome: 'here'; token: string }
  | { outcome: 'elsewhere'; token: string; controlPlaneUrl: string }

type InUse = { url: string; embedded: boolean }

const TOKEN = /^[\w-]{8,100}$/
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

export function readInvitation(text: string, inUse: InUse): PastedInvitation {
  const pasted = text.trim()
  if (pasted === '') return { outcome: 'empty' }
  if (TOKEN.test(pasted)) return { outcome: 'here', token: pasted }
  const link = URL.parse(pasted)
  const token = link?.hash.slice(1) ?? ''
  if (!link?.pathname.endsWith(INVITATION_PAGE_PATH) || !TOKEN.test(token)) return { outcome: 'unreadable' }
  if (isOf(link, inUse)) return { outcome: 'here', token }
  return { outcome: 'elsewhere', token, controlPlaneUrl: link.origin }
}

/** The embedded one takes another port when its own is taken, so its older links name another address of this machine. */
function isOf(link: URL, { url, embedded }: InUse): boolean {
  return link.origin === URL.parse(url)?.origin || (embedded && LOOPBACK.includes(link.hostname))
}
