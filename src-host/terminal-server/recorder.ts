// Records one terminal's output while it runs: what the screen showed, then every byte with its time. A slow or full disk ends
// the recording and says why; the terminal does not notice.
import type { FileHandle } from 'node:fs/promises'
import { MAX_RECORDING_BYTES, type RecordingEnd } from '#contract/terminal'
import { CastEvents, type CastHeader, castHeader, MAX_EVENT_BYTES } from './asciicast.ts'
import type { Incarnation } from './incarnation.ts'

/** Bytes that may wait for the disk. */
const MAX_WAITING_BYTES = 16_777_216

export type RecordingEnding = { end: RecordingEnd; message: string }

type Parts = { file: FileHandle; incarnation: Incarnation; onEnd: (ending: RecordingEnding) => void }

export class Recorder {
  private readonly parts: Parts
  private readonly events = new CastEvents(performance.now())
  private waiting: string[] = []
  private waitingBytes = 0
  /** Bytes in the file, all of them whole lines. */
  private written = 0
  private accepted = 0
  private offset = 0
  private nextMark = 0
  private state: 'beginning' | 'recording' | 'over' = 'beginning'
  private writing: Promise<void> = Promise.resolve()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** From what the screen shows now. */
  async begin(header: CastHeader): Promise<void> {
    const { incarnation } = this.parts
    this.accept(castHeader(header))
    const snapshot = await incarnation.snapshot('screen')
    if (this.state !== 'beginning') return
    const { ring } = incarnation
    this.offset = snapshot && ring.holds(snapshot.offset) ? snapshot.offset : ring.start
    this.nextMark = ring.markFrom(this.offset)
    this.state = 'recording'
    this.acceptOutput(snapshot?.bytes ?? new Uint8Array())
    this.pump()
  }

  /** Takes what the terminal has written since. To be called before any of it leaves the ring. */
  pump(): void {
    const { ring } = this.parts.incarnation
    while (this.state === 'recording') {
      const piece = ring.read(this.offset, this.nextMark, MAX_EVENT_BYTES)
      if (piece.kind === 'end') break
      if (piece.kind === 'bytes') {
        this.offset += piece.bytes.byteLength
        this.acceptOutput(piece.bytes)
      } else {
        this.nextMark = piece.next
        if (piece.kind === 'size') this.accept(this.events.resize(piece.size, performance.now()))
      }
    }
  }

  exited(code: number): void {
    this.pump()
    this.accept(this.events.exit(code, performance.now()))
    this.over({ end: 'terminal-ended', message: 'The recording ended with its shell.' })
  }

  /** Resolves when the file is complete. */
  stop(): Promise<void> {
    this.pump()
    this.over({ end: 'stopped', message: 'The recording was stopped.' })
    return this.writing
  }

  private acceptOutput(bytes: Uint8Array): void {
    const now = performance.now()
    for (let at = 0; at < bytes.byteLength; at += MAX_EVENT_BYTES) {
      this.accept(this.events.output(bytes.subarray(at, at + MAX_EVENT_BYTES), now))
    }
  }

  private accept(line: string): void {
    if (this.state === 'over' || line === '') return
    const bytes = Buffer.byteLength(line)
    if (this.accepted + bytes > MAX_RECORDING_BYTES) {
      return this.over({ end: 'full', message: 'The recording ended: it reached 64 MiB, which is the most.' })
    }
    if (this.waitingBytes + bytes > MAX_WAITING_BYTES) {
      return this.over({ end: 'failed', message: 'The recording ended: the disk was slower than the terminal.' })
    }
    this.accepted += bytes
    this.waitingBytes += bytes
    this.waiting.push(line)
    if (this.waiting.length === 1) this.writing = this.writing.then(() => this.writeWaiting())
  }

  private async writeWaiting(): Promise<void> {
    const text = this.waiting.join('')
    this.waiting = []
    this.waitingBytes = 0
    if (text === '') return
    try {
      await this.parts.file.appendFile(text)
      this.written += Buffer.byteLength(text)
    } catch (error) {
      // Half a line is of no use to a player.
      await this.parts.file.truncate(this.written).catch(() => {})
      this.over({ end: 'failed', message: `The recording ended: ${reasonOf(error)}.` })
    }
  }

  private over(ending: RecordingEnding): void {
    if (this.state === 'over') return
    this.state = 'over'
    this.writing = this.writing.then(() => this.writeWaiting()).finally(() => this.parts.file.close().catch(() => {}))
    this.parts.onEnd(ending)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full'
  return `it could not be written (${String(code ?? error)})`
}
