// For tests: a viewer of a real terminal server, with a real screen.
import headless from '@xterm/headless'
import {
  decodeServerFrame,
  encodeViewerFrame,
  type ServerFrame,
  type StreamPosition,
  type TerminalCaller,
  type TerminalRole,
  type ViewerFrame,
} from '#contract/terminal'
import { type Dialled, dial } from './dial.ts'
import { writeMessage } from './messages.ts'
import { until } from './until-testing.ts'

export type AttachOptions = {
  role?: TerminalRole
  cols?: number
  rows?: number
  visible?: boolean
  resume?: StreamPosition
  caller?: TerminalCaller
  /** A viewer that never acknowledges, as one that has stopped. */
  acknowledges?: boolean
}

export type TestViewer = {
  frames: ServerFrame[]
  /** Every byte of output since the last snapshot. */
  output: () => Buffer
  position: () => StreamPosition
  /** The screen's lines, without what follows their last character. */
  lines: () => string[]
  terminal: InstanceType<typeof headless.Terminal>
  /** Resolves when everything received so far is on the screen. */
  settled: () => Promise<void>
  send: (frame: ViewerFrame) => void
  sendRaw: (bytes: Uint8Array) => void
  type: (text: string | Uint8Array) => void
  /** Waits until the output since the last snapshot contains it. */
  waitFor: (text: string) => Promise<void>
  /** Waits until the screen contains it. */
  waitForScreen: (text: string) => Promise<void>
  waitForFrame: <T extends ServerFrame['type']>(type: T) => Promise<Extract<ServerFrame, { type: T }>>
  /** Stops reading the connection, as a process that was stopped; and goes on. */
  stall: () => void
  goOn: () => void
  closed: () => boolean
  leave: () => void
}

export async function attachForTest(home: string, terminalId: string, options: AttachOptions): Promise<TestViewer> {
  const { role = 'controller', cols = 80, rows = 24, visible = true, resume, acknowledges = true } = options
  const caller = options.caller ?? { kind: 'local' as const }
  const dialled = await dial(home, { purpose: 'attach', terminalId, role, caller })
  if (!dialled) throw new Error('No terminal server runs.')
  const viewer = viewerOn(dialled, { cols, rows, acknowledges })
  viewer.send({ type: 'open', cols, rows, visible, resume })
  return viewer
}

function viewerOn({ connection }: Dialled, options: { cols: number; rows: number; acknowledges: boolean }): TestViewer {
  const { socket } = connection
  const { cols, rows } = options
  const terminal = new headless.Terminal({ cols, rows, scrollback: 5_000, allowProposedApi: true, logLevel: 'off' })
  const frames: ServerFrame[] = []
  let output: Uint8Array[] = []
  let position: StreamPosition = { epoch: 0, offset: 0 }

  const send = (frame: ViewerFrame) => void writeMessage(socket, encodeViewerFrame(frame))
  const parse = (bytes: Uint8Array, offset: number) =>
    terminal.write(bytes, () => {
      if (options.acknowledges && !socket.destroyed) send({ type: 'ack', offset })
    })
  const resize = (size: { cols: number; rows: number }) =>
    terminal.write('', () => terminal.resize(size.cols, size.rows))

  function apply(frame: ServerFrame): void {
    frames.push(frame)
    switch (frame.type) {
      case 'attached':
        position = { epoch: frame.epoch, offset: frame.offset }
        return resize(frame)
      case 'output':
        if (frame.offset !== position.offset) throw new Error(`Bytes are missing before ${frame.offset}.`)
        output.push(Uint8Array.from(frame.bytes))
        position = { ...position, offset: frame.offset + frame.bytes.byteLength }
        return parse(frame.bytes, position.offset)
      case 'snapshot':
        if (frame.first) {
          output = []
          resize(frame)
        }
        position = { epoch: frame.epoch, offset: frame.offset }
        return parse(frame.bytes, frame.last ? frame.offset : 0)
      case 'size':
        return resize(frame)
      default:
        return
    }
  }

  connection.follow({
    onTooLarge: () => socket.destroy(),
    onMessage: (message) => {
      const result = decodeServerFrame(Uint8Array.from(message))
      if (result.outcome === 'refused') throw new Error(result.reason)
      apply(result.frame)
    },
  })

  const lines = () => {
    const { baseY } = terminal.buffer.active
    return Array.from({ length: terminal.rows }, (_, row) => terminal.buffer.active.getLine(baseY + row)).map(
      (line) => line?.translateToString(true) ?? '',
    )
  }
  return {
    frames,
    output: () => Buffer.concat(output),
    position: () => position,
    lines,
    terminal,
    settled: () => new Promise((resolve) => terminal.write('', resolve)),
    send,
    sendRaw: (bytes) => void writeMessage(socket, bytes),
    type: (text) => send({ type: 'input', bytes: typeof text === 'string' ? Buffer.from(text) : text }),
    waitFor: async (text) =>
      void (await until(() => Buffer.concat(output).includes(text), `${JSON.stringify(text)} in the output`)),
    waitForScreen: async (text) =>
      void (await until(
        () => lines().join('\n').includes(text),
        `${JSON.stringify(text)} on the screen`,
        () => `, which shows:\n${lines().join('\n').trimEnd()}`,
      )),
    waitForFrame: async (type) => {
      const isIt = (frame: ServerFrame): frame is Extract<ServerFrame, { type: typeof type }> => frame.type === type
      return until(() => frames.find(isIt), `a frame ${type}`)
    },
    stall: () => socket.pause(),
    goOn: () => socket.resume(),
    closed: () => socket.destroyed,
    leave: () => socket.destroy(),
  }
}
