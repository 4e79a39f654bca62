// Secrets at rest: AES-256-GCM under a key derived from the instance's secret, tied to the place where they are stored, so
// that a sealed text copied into another row or tenant does not open there.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Failure } from '#contract/failure'

export type SecretBox = {
  /** `place` names where the sealed text is kept; the same is needed to open it. */
  seal: (secret: string, place: string) => string
  /** Throws `unavailable` when the text was changed, moved, or sealed under an instance secret that is not known here. */
  open: (sealed: string, place: string) => string
  /** The same secret sealed under the present instance secret; null when it is already, or cannot be opened at all. */
  reseal: (sealed: string, place: string) => string | null
}

/** Says how a text was sealed, so that another way can follow without guessing. */
const VERSION = 'v1'
const KEY_BYTES = 32
/** The sizes that NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** `previous`: what was the instance's secret before and may still have sealed something. */
export function createSecretBox(instanceSecret: string, previous: readonly string[] = []): SecretBox {
  const key = keyOf(instanceSecret)
  const older = previous.map(keyOf)
  const seal: SecretBox['seal'] = (secret, place) => {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
  }
  return {
    seal,
    open(sealed, place) {
      const secret = firstOf([key, ...older], sealed, place)
      if (secret !== null) return secret
      throw new Failure('unavailable', 'The stored provider key cannot be read. Save it again in the settings.')
    },
    reseal(sealed, place) {
      if (firstOf([key], sealed, place) !== null) return null
      const secret = firstOf(older, sealed, place)
      return secret === null ? null : seal(secret, place)
    },
  }
}

/** The label is as old as what is stored under it. */
const keyOf = (instanceSecret: string) =>
  Buffer.from(hkdfSync('sha256', instanceSecret, '', 'mooring provider secrets', KEY_BYTES))

function firstOf(keys: readonly Buffer[], sealed: string, place: string): string | null {
  for (const key of keys) {
    try {
      return unseal(key, sealed, place)
    } catch {
      // The tag says that it is another key's, or nobody's.
    }
  }
  return null
}

function unseal(key: Buffer, sealed: string, place: string): string {
  const [version, text = ''] = sealed.split('.')
  if (version !== VERSION) throw new Error(`Sealed as ${version}, which this version does not know.`)
  const bytes = Buffer.from(text, 'base64url')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
