// A program on a terminal, two ways: xterm.js directly on its PTY, and a viewer at the end of the whole path. Both have one size, run
// the program as their shell, and can be typed to; what they show can be compared.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import headless from '@xterm/headless'
import { spawn } from 'node-pty'
import WebSocket, { WebSocketServer } from 'ws'
import { decodeServerFrame, encodeViewerFrame, type ServerFrame, type ViewerFrame } from '#contract/terminal'
import type { TerminalConnection } from '#host/terminal'

export const COLS = 80
export const ROWS = 25

export type Run = {
  readonly type: (text: string) => void
  /** What is shown once everything printed so far was parsed. */
  readonly picture: () => Promise<string>
  /** What somebody is shown who comes only now; left out where there is only one who looks. */
  readonly newcomer?: () => Promise<string>
  readonly ended: Promise<void>
  readonly close: () => Promise<void>
}

/** Runs a script of `/bin/sh`. Each way to a screen is one of these; a relayed one needs nothing else. */
export type Emulator = (script: string) => Promise<Run>

const newScreen = () =>
  new headless.Terminal({
    cols: COLS,
    rows: ROWS,
    scrollback: 5_000,
    allowProposedApi: true,
    logLevel: 'off',
    // As the terminal server's screens have it: esctest2 asks for the size before each of its tests.
    windowOptions: { getWinSizeChars: true },
  })

let scripts = 0
export function scriptFile(folder: string, script: string): string {
  scripts += 1
  const path = join(folder, `script-${scripts}`)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 })
  return path
}

export const direct =
  (folder: string): Emulator =>
  async (script) => {
    const screen = newScreen()
    const env = { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' }
    const pty = spawn(scriptFile(folder, script), [], { cols: COLS, rows: ROWS, encoding: null, cwd: folder, env })
    pty.onData((data: string | Uint8Array) => screen.write(data))
    screen.onData((answer) => pty.write(answer))
    const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()))
    return {
      type: (text) => pty.write(text),
      picture: () => pictureOf(screen),
      ended,
      close: async () => {
        pty.kill('SIGKILL')
        await ended
      },
    }
  }

/** A newcomer is shown the terminal server's own screen, and not the bytes that made it. */
export const wholePath =
  (folder: string, terminals: TerminalConnection): Emulator =>
  async (script) => {
    const shell = scriptFile(folder, script)
    const { id } = await terminals.open({ cols: COLS, rows: ROWS, shell, cwd: folder })
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    server.on('connection', (socket) =>
      terminals.attachViewer(socket, { terminalId: id, role: 'controller', caller: { kind: 'local' } }),
    )
    await once(server, 'listening')
    const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
    const viewer = await look(address)
    return {
      type: (text) => viewer.send({ type: 'input', bytes: Buffer.from(text) }),
      picture: () => pictureOf(viewer.screen),
      newcomer: async () => {
        const late = await look(address)
        await late.shown
        const picture = await pictureOf(late.screen)
        late.socket.terminate()
        return picture
      },
      ended: viewer.ended,
      close: async () => {
        viewer.socket.terminate()
        server.close()
        await terminals.close(id)
      },
    }
  }

/** One who looks; `shown` is when the whole screen has come. */
async function look(address: string) {
  const socket = new WebSocket(address)
  const screen = newScreen()
  const send = (frame: ViewerFrame) => socket.send(encodeViewerFrame(frame))
  const ended = Promise.withResolvers<void>()
  const shown = Promise.withResolvers<void>()
  socket.on('message', (data: Buffer) => {
    const result = decodeServerFrame(data)
    if (result.outcome === 'refused') return
    show(screen, result.frame, send)
    if (result.frame.type === 'exit') ended.resolve()
    if (result.frame.type === 'snapshot' && result.frame.last) shown.resolve()
  })
  await once(socket, 'open')
  send({ type: 'open', cols: COLS, rows: ROWS, visible: true })
  return { socket, screen, send, ended: ended.promise, shown: shown.promise }
}

type Screen = ReturnType<typeof newScreen>

/** As the window does it: in order, acknowledged when parsed, and never an answer to a query. */
function show(screen: Screen, frame: ServerFrame, send: (frame: ViewerFrame) => void): void {
  if (frame.type === 'output') {
    const offset = frame.offset + frame.bytes.byteLength
    screen.write(frame.bytes, () => send({ type: 'ack', offset }))
  } else if (frame.type === 'snapshot') {
    screen.write(frame.bytes, () => send({ type: 'ack', offset: frame.last ? frame.offset : 0 }))
  }
}

async function pictureOf(screen: Screen): Promise<string> {
  await new Promise<void>((resolve) => screen.write('', resolve))
  const { active } = screen.buffer
  const lines = Array.from({ length: ROWS }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true))
  return [...lines, `cursor ${active.cursorX},${active.cursorY} of ${active.type}`].join('\n')
}
