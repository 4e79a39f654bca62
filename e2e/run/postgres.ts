// A PostgreSQL of the run's own: a fresh cluster in a temporary folder, on a free loopback port, gone at the end.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Postgres = AsyncDisposable & { readonly url: string }

/** A busy machine initialises and starts a cluster in a few seconds; one that takes longer does not start. */
const START_TIMEOUT_MS = 30_000

/** Nothing here outlives the run, so nothing is flushed to disk. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

/** `postgres` is the path of the server's program. */
export async function startPostgres(postgres: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-postgres-'))
  const owner = unprivileged()
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  const options = { ...owner, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  const data = join(folder, 'data')
  const port = await freePort()

  execFileSync(
    join(dirname(postgres), 'initdb'),
    ['-D', data, '-U', 'mooring', '--auth=trust', '--no-sync', '-E', 'UTF8'],
    {
      ...options,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const settings = [...SETTINGS, 'listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`]
  const server = spawn(postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await untilReady(server)
  return {
    url: `postgres://mooring@127.0.0.1:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      const gone = once(server, 'exit')
      // The fast shutdown: connections are closed, not waited for.
      if (server.exitCode === null && server.kill('SIGINT')) await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

async function untilReady(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let log = ''
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = `${log}${text}`.slice(-4_000)
    if (log.includes('database system is ready to accept connections')) resolve()
  })
  server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  server.once('error', reject)
  const timer = setTimeout(() => reject(new Error(`PostgreSQL is not ready after 30 s:\n${log}`)), START_TIMEOUT_MS)
  try {
    await promise
  } catch (error) {
    server.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(timer)
  }
}
