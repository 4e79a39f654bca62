// The peer: websocketd as Debian packages it, unpacked into a cache folder and not installed. Null where it cannot be had.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const CACHE = join(import.meta.dirname, '../../.cache/bench')

export function findWebsocketd(): string | null {
  const program = join(CACHE, 'usr/bin/websocketd')
  if (existsSync(program)) return program
  mkdirSync(CACHE, { recursive: true })
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { cwd: CACHE, stdio: 'ignore' })
  run('apt-get', 'download', 'websocketd')
  for (const package_ of globSync('websocketd_*.deb', { cwd: CACHE })) run('dpkg-deb', '-x', package_, '.')
  return existsSync(program) ? program : null
}

/** Runs a script on a PTY (of `script`) for each viewer, and sends its output as binary messages. */
export async function startWebsocketd(
  program: string,
  script: string,
): Promise<{ address: string; child: ChildProcess }> {
  const port = await freePort()
  const command = ['script', '-qfc', script, '/dev/null']
  const child = spawn(program, [`--port=${port}`, '--address=127.0.0.1', '--binary=true', ...command], {
    stdio: 'ignore',
  })
  while (!(await answers(port))) await delay(20)
  return { address: `ws://127.0.0.1:${port}/`, child }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
