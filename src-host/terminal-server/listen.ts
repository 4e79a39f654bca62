// Takes the home's one address, whoever else tries at the same moment. The socket is bound under a name of its own and then
// linked to the address, which succeeds for exactly one process; a socket that nobody answers at is removed first, by one process at a time.
import { chmod, link, mkdir, rm, rmdir, stat } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServerAddress } from './address.ts'

export type Listener = {
  server: Server
  /** Gives the address back: who comes from now on starts another server. */
  release: () => Promise<void>
  /** Resolves when the last connection has closed. */
  close: () => Promise<void>
}

/** Each try loses only to another process that has just won or left. */
const MAX_TRIES = 20
/** Milliseconds that clearing a stale socket takes at most, and after which whoever does it has been killed. */
const CLEARING_MS = 25
const ABANDONED_MS = 5_000

/** Undefined when another terminal server is listening there. */
export async function listen(
  address: ServerAddress,
  onConnection: (socket: Socket) => void,
): Promise<Listener | undefined> {
  const server = createServer(onConnection)
  return process.platform === 'win32' ? listenOnPipe(server, address.socket) : listenOnSocket(server, address.socket)
}

async function listenOnPipe(server: Server, path: string): Promise<Listener | undefined> {
  try {
    await bind(server, path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
  return { server, release: async () => void server.close(), close: () => closed(server) }
}

async function listenOnSocket(server: Server, path: string): Promise<Listener | undefined> {
  const own = `${path}.${process.pid}`
  await rm(own, { force: true })
  await bind(server, own)
  try {
    await chmod(own, 0o600)
    const { ino } = await stat(own)
    if (!(await publish(own, path))) {
      server.close()
      return undefined
    }
    const release = async () => {
      if ((await inodeOf(path)) === ino) await rm(path, { force: true })
      server.close()
    }
    return { server, release, close: () => closed(server) }
  } finally {
    await rm(own, { force: true })
  }
}

async function publish(own: string, path: string): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (await tryToLink(own, path)) return true
    if (await answers(path)) return false
    const taken = await clearAway(own, path)
    if (taken) return true
    await delay(CLEARING_MS)
  }
  return false
}

async function tryToLink(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Only one process at a time removes a socket that nobody answers at, and it looks again first. True when it then took the address. */
async function clearAway(own: string, path: string): Promise<boolean> {
  const lock = `${path}.lock`
  try {
    await mkdir(lock)
  } catch {
    const since = (await stat(lock).catch(() => undefined))?.mtimeMs
    // Its holder was killed in these few milliseconds.
    if (since !== undefined && Date.now() - since > ABANDONED_MS) await rmdir(lock).catch(() => {})
    return false
  }
  try {
    if (await answers(path)) return false
    await rm(path, { force: true })
    return await tryToLink(own, path)
  } finally {
    await rmdir(lock).catch(() => {})
  }
}

const inodeOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(() => undefined))?.ino

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // Anything but these two says nothing about a server that may only be busy.
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT')
    })
  })
}

function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.getConnections((_error, count) => {
      if (!server.listening && count === 0) resolve()
      else server.once('close', () => resolve())
    })
  })
}
