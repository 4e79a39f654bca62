// Takes the home's one address, whoever else tries at the same moment. The socket is bound under a name of its own and then
// linked to the address, which succeeds for exactly one process; a socket that nobody answers at is moved away first.
import { chmod, link, rename, rm, stat } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { ServerAddress } from './address.ts'

export type Listener = { server: Server; release: () => Promise<void> }

/** Each try loses only to another process that has just won or left. */
const MAX_TRIES = 20

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
  return { server, release: () => closeServer(server) }
}

async function listenOnSocket(server: Server, path: string): Promise<Listener | undefined> {
  const own = `${path}.${process.pid}`
  await rm(own, { force: true })
  await bind(server, own)
  try {
    await chmod(own, 0o600)
    const { ino } = await stat(own)
    if (!(await publish(own, path))) {
      await closeServer(server)
      return undefined
    }
    const release = async () => {
      if ((await inodeOf(path)) === ino) await rm(path, { force: true })
      await closeServer(server)
    }
    return { server, release }
  } finally {
    await rm(own, { force: true })
  }
}

async function publish(own: string, path: string): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      await link(own, path)
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    if (await answers(path)) return false
    await clearAway(path, `${own}.stale`)
  }
  return false
}

/** Between looking and moving another may have published: what was moved by mistake is put back. */
async function clearAway(path: string, aside: string): Promise<void> {
  const looked = await inodeOf(path)
  await rename(path, aside).catch(() => {})
  if ((await inodeOf(aside)) !== looked) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

const inodeOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(() => undefined))?.ino

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
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

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
