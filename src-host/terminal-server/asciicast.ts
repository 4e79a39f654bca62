// Lines of an asciicast (version 3): a header, then events with the seconds since the one before.
// https://docs.asciinema.org/manual/asciicast/v3/
import type { TerminalSize } from '#contract/terminal'

/** Bytes of output in one event, so that a line of the file stays below half a megabyte however it is escaped. */
export const MAX_EVENT_BYTES = 65_536

export type CastHeader = TerminalSize & { title: string; shell: string; startedAt: number; terminalId: string }

export function castHeader({ cols, rows, title, shell, startedAt, terminalId }: CastHeader): string {
  return line({
    version: 3,
    term: { cols, rows, type: 'xterm-256color' },
    timestamp: Math.floor(startedAt / 1_000),
    title,
    env: { SHELL: shell },
    // Not of the format, which allows more keys: what our own list of recordings shows.
    mooring: { terminalId, startedAt },
  })
}

export class CastEvents {
  private readonly utf8 = new TextDecoder()
  private last: number

  /** Times are of a clock that never jumps, in milliseconds. */
  constructor(now: number) {
    this.last = now
  }

  /** Empty when the bytes end within their first character: it is written with its rest. */
  output(bytes: Uint8Array, now: number): string {
    const text = this.utf8.decode(bytes, { stream: true })
    return text === '' ? '' : this.event('o', text, now)
  }

  resize({ cols, rows }: TerminalSize, now: number): string {
    return this.event('r', `${cols}x${rows}`, now)
  }

  exit(code: number, now: number): string {
    return this.event('x', `${code}`, now)
  }

  private event(code: string, data: string, now: number): string {
    const interval = Math.max(0, now - this.last) / 1_000
    this.last = Math.max(now, this.last)
    return line([Number(interval.toFixed(6)), code, data])
  }
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`
