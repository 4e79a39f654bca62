// Where a home's terminal server listens and keeps its files. Everything lies in one folder that only its owner may enter.
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runtimeFolder } from './config.ts'

export type ServerAddress = {
  /** Folder of the secret, the records and the log; 0700. */
  folder: string
  /** What to connect to: a unix socket, or a named pipe on Windows. */
  socket: string
  /** Folder of the socket; 0700. The same as `folder` unless that path is too long for a socket address. */
  socketFolder: string
}

/** Bytes of a socket's path: 104 on macOS and 108 on Linux with the closing zero (sockaddr_un), less the suffix of a socket being published. */
const MAX_SOCKET_PATH_BYTES = 103 - '.4194304'.length

type Surroundings = { platform: NodeJS.Platform; runtimeFolder: string | undefined; temporaryFolder: string }

/** A pure decision, so that every platform's answer can be tested on one. */
export function addressFor(home: string, { platform, runtimeFolder, temporaryFolder }: Surroundings): ServerAddress {
  const folder = join(resolve(home), 'terminals')
  const key = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 16)
  if (platform === 'win32') return { folder, socket: `\\\\.\\pipe\\mooring-${key}`, socketFolder: folder }
  const inHome = join(folder, 'server.sock')
  if (Buffer.byteLength(inHome) <= MAX_SOCKET_PATH_BYTES) return { folder, socket: inHome, socketFolder: folder }
  const short = [runtimeFolder, temporaryFolder, '/tmp']
    .filter((parent) => parent !== undefined)
    .map((parent) => join(parent, `mooring-${key}`))
    .find((path) => Buffer.byteLength(join(path, 'server.sock')) <= MAX_SOCKET_PATH_BYTES)
  const socketFolder = short ?? join('/tmp', `mooring-${key}`)
  return { folder, socket: join(socketFolder, 'server.sock'), socketFolder }
}

export function addressOf(home: string): ServerAddress {
  return addressFor(home, {
    platform: process.platform,
    runtimeFolder: runtimeFolder(),
    temporaryFolder: tmpdir(),
  })
}
