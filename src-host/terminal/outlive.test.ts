// What stays when a process of ours is killed: the host, a viewer, the terminal server itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addressOf } from '#host/terminal-server'
import { isRunning, startTerminalServerForTest, temporaryHome, until } from '../terminal-server/testing.ts'
import { connectTerminals, stopTerminalServer } from './index.ts'
import { openWindowForTest } from './testing.ts'

const local = { role: 'controller', caller: { kind: 'local' } } as const
const open = { type: 'open', cols: 80, rows: 24, visible: true } as const

/** A host of its own in a process of its own: it opens a terminal, says its id, and stays until it is killed. */
const HOST_PROGRAM = `
  import { connectTerminals } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
  const terminals = await connectTerminals({ home: process.argv[1] })
  const terminal = await terminals.open({ cols: 80, rows: 24, shell: '/bin/sh' })
  console.log(terminal.id)
  setInterval(() => {}, 1_000)
`

it('[T3] lets every terminal go on when the host is killed', async () => {
  await using place = await temporaryHome()
  const host = spawn(process.execPath, ['--input-type=module', '-e', HOST_PROGRAM, place.home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [id] = await once(host.stdout, 'data')
  host.kill('SIGKILL')
  await once(host, 'exit')
  await using terminals = await connectTerminals(place)
  expect(await terminals.list()).toMatchObject([{ id: String(id).trim(), state: { state: 'running' } }])
  await using window = await openWindowForTest(terminals)
  const viewer = await window.attach({ terminalId: String(id).trim(), ...local })
  viewer.send(open)
  viewer.type('echo still he"re"\r')
  await viewer.waitFor('still here')
})

it('starts no terminal server for whoever asks after the host has ended', async () => {
  await using place = await temporaryHome()
  const terminals = await connectTerminals(place)
  await terminals[Symbol.asyncDispose]()
  expect(await stopTerminalServer(place)).toBe(true)
  await expect(terminals.list()).rejects.toMatchObject({ code: 'unavailable', message: 'Mooring is stopping.' })
  expect(await stopTerminalServer(place)).toBe(false)
})

it('[T3] lists terminals as lost, with their last screen, when the terminal server was killed', async () => {
  await using place = await temporaryHome()
  await using server = await startTerminalServerForTest(place.home)
  await using terminals = await connectTerminals(place)
  await using window = await openWindowForTest(terminals)
  const terminal = await server.openScript('printf "the last words"; read forever')
  const viewer = await window.attach({ terminalId: terminal.id, ...local })
  viewer.send(open)
  await until(
    async () => (await savedScreen(place.home, terminal.id))?.includes('the last words'),
    'the screen on record',
  )
  const states: string[] = []
  terminals.onChange((list) => states.push(list.map(({ state }) => state.state).join()))
  process.kill(server.pid, 'SIGKILL')
  expect(await viewer.closed).toMatchObject({ code: 4503 })
  await until(() => states.includes('lost'), 'the terminal to be told lost')
  expect(await terminals.list()).toMatchObject([{ id: terminal.id, state: { state: 'lost' } }])
  const late = await window.attach({ terminalId: terminal.id, ...local })
  late.send(open)
  await until(() => late.frames.some(({ type }) => type === 'error'), 'to be told so')
  const snapshot = late.frames.find((frame) => frame.type === 'snapshot')
  expect(Buffer.from(snapshot?.bytes ?? []).toString()).toContain('the last words')
  expect(await terminals.restart(terminal.id)).toMatchObject({ id: terminal.id, state: { state: 'running' } })
})

async function savedScreen(home: string, id: string): Promise<string | undefined> {
  const { readFile } = await import('node:fs/promises')
  return readFile(join(home, 'terminals', 'records', `${id}.screen`), 'utf8').catch(() => undefined)
}

it('starts one terminal server for a home, however many hosts come at once', async () => {
  await using place = await temporaryHome()
  const hosts = await Promise.all(Array.from({ length: 4 }, () => startTerminalServerForTest(place.home)))
  expect(new Set(hosts.map(({ pid }) => pid)).size).toBe(1)
  for (const host of hosts) await host[Symbol.asyncDispose]()
})

it('takes the address of a terminal server that was killed', async () => {
  await using place = await temporaryHome()
  await using first = await startTerminalServerForTest(place.home)
  process.kill(first.pid, 'SIGKILL')
  await until(() => !isRunning(first.pid), 'the first to end')
  const hosts = await Promise.all(Array.from({ length: 3 }, () => startTerminalServerForTest(place.home)))
  expect(new Set(hosts.map(({ pid }) => pid)).size).toBe(1)
  for (const host of hosts) await host[Symbol.asyncDispose]()
})

it('ends every shell and the server when asked to stop, and nothing of them stays', async () => {
  await using place = await temporaryHome()
  await using server = await startTerminalServerForTest(place.home)
  const terminal = await server.openScript('echo "pid $$."; trap "" HUP; while :; do sleep 0.05; done')
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('.')
  const shell = Number(/pid (\d+)\./.exec(viewer.lines().join())?.[1])
  expect(await stopTerminalServer(place)).toBe(true)
  await until(() => !isRunning(server.pid) && !isRunning(shell), 'the server and its shell to end')
  expect(await stopTerminalServer(place)).toBe(false)
  await using terminals = await connectTerminals(place)
  expect(await terminals.list()).toEqual([])
})

it('trusts no process that poses as the terminal server', async () => {
  await using place = await temporaryHome()
  await using _prepared = await startTerminalServerForTest(place.home)
  await stopTerminalServer(place)
  const impostor = createServer((socket) => {
    const hello = { server: 'mooring-terminal-server', version: 1, instance: 'x', pid: 1, nonce: '0'.repeat(32) }
    const send = (value: unknown) => {
      const body = Buffer.from(JSON.stringify(value))
      const length = Buffer.alloc(4)
      length.writeUInt32BE(body.byteLength)
      socket.write(Buffer.concat([length, body]))
    }
    send(hello)
    socket.once('data', () => send({ proof: 'f'.repeat(64) }))
  })
  await new Promise<void>((resolve) => impostor.listen(addressOf(place.home).socket, resolve))
  await expect(connectTerminals(place)).rejects.toMatchObject({ code: 'forbidden' })
  await new Promise((resolve) => impostor.close(resolve))
})
