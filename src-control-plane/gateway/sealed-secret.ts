// Secrets at rest: AES-256-GCM under a key derived from the instance's secret, tied to the place where they are stored, so
// that a sealed text copied into another row or tenant does not open there.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Failure } from '#contract/failure'

export type SecretBox = {
  /** `place` names where the sealed text is kept; the same is needed to open it. */
  seal: (secret: string, place: string) => string
  /** Throws `unavailable` when the text was changed, moved, or sealed under another instance secret. */
  open: (sealed: string, place: string) => string
}

/** Says how a text was sealed, so that another way can follow without guessing. */
const VERSION = 'v1'
const KEY_BYTES = 32
/** The sizes that NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

export function createSecretBox(instanceSecret: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', instanceSecret, '', 'mooring provider secrets', KEY_BYTES))
  return {
    seal(secret, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
    },
    open(sealed, place) {
      try {
        return unseal(key, sealed, place)
      } catch (cause) {
        throw new Failure('unavailable', 'The stored provider key cannot be read. Save it again in the settings.', {
          cause,
        })
      }
    },
  }
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
