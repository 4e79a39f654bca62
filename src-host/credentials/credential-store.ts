// Where a sign-in is kept: the system's keychain where there is one, else a file that only its user can read (L5).
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export type CredentialStore = {
  readonly storage: 'keychain' | 'file'
  /** The credential kept for a control plane's address, if any. */
  get: (controlPlaneUrl: string) => string | null
  set: (controlPlaneUrl: string, credential: string) => void
  remove: (controlPlaneUrl: string) => void
}

/** A keychain that takes a value and gives it back is used; anything less is not there. */
export async function openCredentialStore(home: string, keychainMayExist: boolean): Promise<CredentialStore> {
  return (keychainMayExist ? await openKeychain(home) : null) ?? fileStore(join(home, 'credentials.json'))
}

const KEYCHAIN_SERVICE = 'mooring'

async function openKeychain(home: string): Promise<CredentialStore | null> {
  try {
    const { Entry } = await import('@napi-rs/keyring')
    // Two homes of one person are two hosts: each has entries of its own.
    const owner = createHash('sha256').update(home).digest('hex').slice(0, 12)
    const entry = (url: string) => new Entry(KEYCHAIN_SERVICE, `${owner} ${url}`)
    const probe = entry('probe')
    probe.setPassword('probe')
    if (probe.getPassword() !== 'probe') return null
    probe.deletePassword()
    return {
      storage: 'keychain',
      get: (url) => entry(url).getPassword(),
      set: (url, credential) => entry(url).setPassword(credential),
      remove: (url) => void entry(url).deletePassword(),
    }
  } catch {
    return null
  }
}

const Credentials = z.record(z.string(), z.string())

function fileStore(path: string): CredentialStore {
  const read = (): Record<string, string> => {
    try {
      return Credentials.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return {}
    }
  }
  return {
    storage: 'file',
    get: (url) => read()[url] ?? null,
    set: (url, credential) => replaceFile(path, JSON.stringify({ ...read(), [url]: credential })),
    remove: (url) => replaceFile(path, JSON.stringify({ ...read(), [url]: undefined })),
  }
}

/** Written beside and renamed over, so that a full disk or a crash leaves the old content. */
function replaceFile(path: string, text: string): void {
  const draft = `${path}.new`
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  rmSync(draft, { force: true })
  writeFileSync(draft, text, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, path)
}
