// The terminal server's side of the screen worker. The worker is started with the first terminal and serves all of them.
import { Worker } from 'node:worker_threads'
import {
  type CommandMark,
  MAX_TITLE_BYTES,
  SCROLLBACK_LINES,
  type TerminalColors,
  type TerminalSize,
} from '#contract/terminal'
import { programPath } from './entry.ts'
import { FREE_BACKLOG_BYTES, watchedBacklog } from './screen-backlog.ts'
import { ScreenInput } from './screen-input.ts'
import type { FromScreens, ScreenBounds, ScreenId, Snapshot, SnapshotScope, ToScreens } from './screen-messages.ts'
import { ServiceRate } from './service-rate.ts'

/** Bytes a millisecond, until something was measured: of what is slow to parse. */
const ASSUMED_RATE = 4_000

/** Failures of the worker after which there is none: it would only fail again. */
const MAX_FAILURES = 3
const FAILURES_WITHIN_MS = 60_000

/** Bytes: two bursts at their bound. */
const CROWDED_BYTES = 134_217_728

export type ScreenEvents = {
  /** Whether nobody is shown this screen, so that a burst may pass before it is parsed. */
  mayWait: () => boolean
  /** The worker has failed and another one runs: `begin`, then everything that is still known, then `complete`. */
  onLost: () => void
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
  /** What programs that ask for colours are told. */
  setColors: (colors: TerminalColors) => void
  /** Bytes that were written and are not parsed yet. */
  readonly backlog: number
  /** Bytes that it may be behind before its shell is slowed. */
  maxBacklog: (isWatched: boolean) => number
  /** What has been parsed by now; undefined when the screen is gone. */
  snapshot: (scope: SnapshotScope) => Promise<Snapshot | undefined>
  /** Anew, as it was before `offset`. A query in what is written from now on was answered long ago. */
  begin: (offset: number, size: TerminalSize) => void
  complete: () => void
  dispose: () => void
}

export type Screens = {
  create: (size: TerminalSize, colors: TerminalColors, events: ScreenEvents) => Screen
  close: () => Promise<void>
}

type Entry = {
  events: ScreenEvents
  input: ScreenInput
  rate: ServiceRate
  written: number
  posted: number
  parsed: number
}

type Options = {
  onFailure: (error: Error) => void
  /** Bytes that a screen may be behind while nobody is shown it. */
  freeBacklogBytes?: number | undefined
}

export function openScreens({ onFailure, freeBacklogBytes = FREE_BACKLOG_BYTES }: Options): Screens {
  const entries = new Map<ScreenId, Entry>()
  const requests = new Map<number, { screen: ScreenId; resolve: (snapshot: Snapshot | undefined) => void }>()
  let worker: Worker | undefined
  let failed = false
  let failures: number[] = []
  /** Bytes of all screens together. */
  let unparsed = 0
  let lastNumber = 0

  const post = (message: ToScreens, transfer: ArrayBuffer[] = []): void => {
    if (failed) return
    worker ??= startWorker()
    worker.postMessage(message, transfer)
  }

  function startWorker(): Worker {
    // Large enough that a flood is not spent on collecting (a third of the time with 4 MB); it grows to this only when it is needed.
    const bounds: ScreenBounds = { scrollbackLines: SCROLLBACK_LINES, titleBytes: MAX_TITLE_BYTES }
    const started = new Worker(programPath('screen-worker'), {
      workerData: bounds,
      resourceLimits: { maxYoungGenerationSizeMb: 24 },
    })
    started.on('message', receive)
    started.on('error', (error) => {
      onFailure(error instanceof Error ? error : new Error(String(error)))
      loseWorker()
    })
    started.unref()
    return started
  }

  /**
   * Shells matter more than screens: nothing is held back any more. Another worker takes up what the rings still have, unless
   * something in them makes every worker fail; then viewers get the rings as they are.
   */
  function loseWorker(): void {
    worker = undefined
    failures = [...failures, performance.now()].slice(-MAX_FAILURES)
    failed = failures.length === MAX_FAILURES && performance.now() - (failures[0] ?? 0) < FAILURES_WITHIN_MS
    for (const request of requests.values()) request.resolve(undefined)
    requests.clear()
    unparsed = 0
    for (const entry of entries.values()) {
      entry.input.forget()
      entry.posted = entry.written
      entry.parsed = entry.written
      entry.rate.restart(entry.written)
      if (!failed) entry.events.onLost()
      entry.events.onParsed()
    }
  }

  function receive(message: FromScreens): void {
    const entry = entries.get(message.screen)
    if (!entry) return
    switch (message.type) {
      case 'parsed':
        entry.parsed += message.bytes
        unparsed -= message.bytes
        entry.rate.onDone(entry.parsed, performance.now())
        entry.input.onParsed(message.bytes)
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
    const entry = entries.get(screen)
    entry?.input.forget()
    unparsed -= entry ? entry.written - entry.parsed : 0
    entries.delete(screen)
    for (const [number, request] of requests) {
      if (request.screen !== screen) continue
      request.resolve(undefined)
      requests.delete(number)
    }
  }

  return {
    create: (size, firstColors, events) => {
      let colors = firstColors
      lastNumber += 1
      const screen = lastNumber
      const rate = new ServiceRate(ASSUMED_RATE)
      const input = new ScreenInput({
        postBytes: (bytes) => {
          entry.posted += bytes.byteLength
          rate.onGiven(entry.posted, performance.now())
          post({ type: 'write', screen, bytes }, [bytes.buffer])
        },
        post,
        mayWait: events.mayWait,
      })
      const entry: Entry = { events, input, rate, written: 0, posted: 0, parsed: 0 }
      entries.set(screen, entry)
      post({ type: 'create', screen, offset: 0, cols: size.cols, rows: size.rows, isReplay: false, colors })
      return {
        get backlog() {
          return entry.written - entry.parsed
        },
        // When all screens together are far behind, none may be as far as it likes.
        maxBacklog: (isWatched) =>
          isWatched || unparsed > CROWDED_BYTES ? watchedBacklog(rate.current) : freeBacklogBytes,
        write: (bytes) => {
          if (failed) return
          entry.written += bytes.byteLength
          unparsed += bytes.byteLength
          input.write(bytes)
        },
        resize: ({ cols, rows }) => input.say({ type: 'resize', screen, cols, rows }),
        mark: (mark) => input.say({ type: 'mark', screen, mark }),
        setColors: (told) => {
          colors = told
          input.say({ type: 'colors', screen, colors })
        },
        snapshot: (scope) =>
          new Promise((resolve) => {
            if (failed || !entries.has(screen)) return resolve(undefined)
            lastNumber += 1
            requests.set(lastNumber, { screen, resolve })
            input.ask({ type: 'snapshot', screen, request: lastNumber, scope })
          }),
        begin: (offset, { cols, rows }) => post({ type: 'create', screen, offset, cols, rows, isReplay: true, colors }),
        complete: () => input.say({ type: 'replayed', screen }),
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
