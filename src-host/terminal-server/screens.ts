// The terminal server's side of the screen worker. The worker is started with the first terminal and serves all of them.
import { Worker } from 'node:worker_threads'
import { type CommandMark, MAX_TITLE_BYTES, SCROLLBACK_LINES, type TerminalSize } from '#contract/terminal'
import { programPath } from './entry.ts'
import type { FromScreens, ScreenBounds, ScreenId, Snapshot, SnapshotScope, ToScreens } from './screen-messages.ts'

export type ScreenEvents = {
  onParsed: () => void
  onAnswer: (text: string) => void
  onTitle: (title: string) => void
  onDirectory: (path: string) => void
}

/** One terminal's screen, as the rest of the server sees it. */
export type Screen = {
  write: (bytes: Uint8Array) => void
  resize: (size: TerminalSize) => void
  /** At what was written last a prompt, a command or its output begins or ends. */
  mark: (mark: CommandMark) => void
  /** Bytes that were written and are not parsed yet. */
  readonly backlog: number
  /** What has been parsed by now; undefined when the screen is gone. */
  snapshot: (scope: SnapshotScope) => Promise<Snapshot | undefined>
  dispose: () => void
}

export type Screens = {
  create: (size: TerminalSize, events: ScreenEvents) => Screen
  close: () => Promise<void>
}

type Entry = { events: ScreenEvents; backlog: number }

export function openScreens({ onFailure }: { onFailure: (error: Error) => void }): Screens {
  const entries = new Map<ScreenId, Entry>()
  const requests = new Map<number, { screen: ScreenId; resolve: (snapshot: Snapshot | undefined) => void }>()
  let worker: Worker | undefined
  let failed = false
  let lastNumber = 0

  const post = (message: ToScreens): void => {
    if (failed) return
    worker ??= startWorker()
    worker.postMessage(message)
  }

  function startWorker(): Worker {
    // The young generation is small: this worker's garbage is short-lived, and an idle one should cost little.
    const bounds: ScreenBounds = { scrollbackLines: SCROLLBACK_LINES, titleBytes: MAX_TITLE_BYTES }
    const started = new Worker(programPath('screen-worker'), {
      workerData: bounds,
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    started.on('message', receive)
    started.on('error', (error) => {
      onFailure(error instanceof Error ? error : new Error(String(error)))
      goOnWithoutScreens()
    })
    started.unref()
    return started
  }

  /** Shells matter more than screens: without the worker nothing is held back, and viewers get the ring as it is. */
  function goOnWithoutScreens(): void {
    failed = true
    for (const entry of entries.values()) {
      entry.backlog = 0
      entry.events.onParsed()
    }
    for (const request of requests.values()) request.resolve(undefined)
    requests.clear()
  }

  function receive(message: FromScreens): void {
    const entry = entries.get(message.screen)
    if (!entry) return
    switch (message.type) {
      case 'parsed':
        entry.backlog -= message.bytes
        return entry.events.onParsed()
      case 'answer':
        return entry.events.onAnswer(message.text)
      case 'title':
        return entry.events.onTitle(message.title)
      case 'directory':
        return entry.events.onDirectory(message.path)
      case 'snapshot':
        requests.get(message.request)?.resolve(message.snapshot)
        requests.delete(message.request)
        return
      default:
        return message satisfies never
    }
  }

  function forget(screen: ScreenId): void {
    entries.delete(screen)
    for (const [number, request] of requests) {
      if (request.screen !== screen) continue
      request.resolve(undefined)
      requests.delete(number)
    }
  }

  return {
    create: (size, events) => {
      lastNumber += 1
      const screen = lastNumber
      const entry: Entry = { events, backlog: 0 }
      entries.set(screen, entry)
      post({ type: 'create', screen, offset: 0, ...size })
      return {
        get backlog() {
          return entry.backlog
        },
        write: (bytes) => {
          if (failed) return
          entry.backlog += bytes.byteLength
          post({ type: 'write', screen, bytes: withoutNeighbours(bytes) })
        },
        resize: ({ cols, rows }) => post({ type: 'resize', screen, cols, rows }),
        mark: (mark) => post({ type: 'mark', screen, mark }),
        snapshot: (scope) =>
          new Promise((resolve) => {
            if (failed || !entries.has(screen)) return resolve(undefined)
            lastNumber += 1
            requests.set(lastNumber, { screen, resolve })
            post({ type: 'snapshot', screen, request: lastNumber, scope })
          }),
        dispose: () => {
          if (!entries.has(screen)) return
          forget(screen)
          post({ type: 'dispose', screen })
        },
      }
    },
    close: async () => {
      for (const screen of [...entries.keys()]) forget(screen)
      await worker?.terminate()
    },
  }
}

/** Posting a part of a buffer would copy all of the buffer. */
function withoutNeighbours(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes)
}
