// Folders and files that only their owner may read. A folder somebody else prepared is refused, not trusted.
import { randomBytes } from 'node:crypto'
import { chmod, link, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#contract/failure'

const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600
const SECRET_BYTES = 32

/** Makes the folder, not its parents: a home that was removed does not come back by a server that was just starting. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: PRIVATE_FOLDER }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    const stat = await lstat(path)
    const mine = process.getuid === undefined || stat.uid === process.getuid()
    if (!stat.isDirectory() || !mine) {
      throw new Failure('home-not-writable', `${path} is not a folder of your own, so terminals cannot be kept there.`)
    }
    if ((stat.mode & 0o077) !== 0 && process.platform !== 'win32') await chmod(path, PRIVATE_FOLDER)
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw new Failure('home-not-writable', `Terminals cannot be kept in ${path}.`, { cause })
  }
}

/** The secret by which host and terminal server know each other; made by whichever of them comes first. */
export async function readOrMakeSecret(folder: string): Promise<string> {
  const path = join(folder, 'secret')
  const known = await readSecret(path)
  if (known) return known
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, randomBytes(SECRET_BYTES).toString('hex'), { mode: PRIVATE_FILE, flag: 'wx' })
  // A link is made whole or not at all, and never over another's: of two processes that come at once, both read one secret.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  const made = await readSecret(path)
  if (!made) throw new Failure('home-not-writable', `The terminals' secret ${path} cannot be read.`)
  return made
}

async function readSecret(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Failure('home-not-writable', `The terminals' secret ${path} cannot be read.`, { cause: error })
  })
  return text !== undefined && text.length >= SECRET_BYTES ? text : undefined
}
