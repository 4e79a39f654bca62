// A home of its own with a host and a terminal server, each a process of its own as in the app, and nothing left of them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectTerminals, stopTerminalServer, type TerminalConnection } from '#host/terminal'
import { dial } from '#host/terminal-server'

export type Place = AsyncDisposable & {
  readonly folder: string
  readonly terminals: TerminalConnection
  /** Where the host's viewers connect: `address(id)` is of one terminal. */
  readonly address: (terminalId: string) => string
  /** The page of `page/`, which is given what it needs in its query. */
  readonly page: string
  /** A terminal whose shell is this script. */
  readonly openScript: (script: string) => Promise<string>
}

/** `freeBacklogBytes` is how far a screen may be behind while nobody is shown it; the terminal server's own choice when it is not given. */
export async function openPlace({ freeBacklogBytes }: { freeBacklogBytes?: number } = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-bench-'))
  if (freeBacklogBytes !== undefined) await startServer(folder, freeBacklogBytes)
  const host = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'host.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = Number(String((await once(host.stdout, 'data'))[0]))
  const terminals = await connectTerminals({ home: folder })
  let scripts = 0
  return {
    folder,
    terminals,
    address: (terminalId) => `ws://127.0.0.1:${port}/terminals/${terminalId}`,
    page: `http://127.0.0.1:${port}/`,
    openScript: async (script) => {
      scripts += 1
      const path = join(folder, `script-${scripts}`)
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 })
      const { id } = await terminals.open({ cols: 80, rows: 24, shell: path })
      return id
    },
    [Symbol.asyncDispose]: async () => {
      await terminals[Symbol.asyncDispose]()
      await stopTerminalServer({ home: folder })
      await end(host)
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}

/** Before the host would start one without arguments. */
async function startServer(home: string, freeBacklogBytes: number): Promise<void> {
  const main = join(import.meta.dirname, '../../src-host/terminal-server/main.ts')
  const options = ['--home', home, '--free-backlog', `${freeBacklogBytes}`]
  spawn(process.execPath, ['--no-warnings', main, ...options], { stdio: 'ignore', detached: true }).unref()
  let listening = await dial(home, { purpose: 'control' })
  while (!listening) {
    await delay(20)
    listening = await dial(home, { purpose: 'control' })
  }
  listening.connection.socket.destroy()
}
