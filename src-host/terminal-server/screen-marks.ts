// Where on a screen, and in its scrollback, a shell has marked its prompts and commands. A mark goes with its line.
import type { IMarker, Terminal } from '@xterm/headless'
import type { CommandMark } from '#contract/terminal'
import type { PlacedMark } from './serialize-buffer.ts'

/** Of one screen: four for each command, and a thousand commands. The oldest are forgotten first. */
const MAX_MARKS = 4_096

type Kept = { marker: IMarker; column: number; mark: CommandMark }

export class ScreenMarks {
  private readonly terminal: Terminal
  private kept: Kept[] = []

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  /** At the cursor. A full-screen program's screen has no past, and so no marks. */
  add(mark: CommandMark): void {
    const { active } = this.terminal.buffer
    const marker = active.type === 'normal' ? this.terminal.registerMarker(0) : undefined
    if (!marker) return
    this.kept.push({ marker, column: active.cursorX, mark })
    if (this.kept.length > MAX_MARKS) this.forget()
  }

  /** In the order of their places; rows count from the oldest line of the scrollback. */
  placed(): PlacedMark[] {
    return this.kept
      .filter(({ marker }) => !marker.isDisposed)
      .map(({ marker, column, mark }) => ({ row: marker.line, column, mark }))
      .sort((a, b) => a.row - b.row || a.column - b.column)
  }

  private forget(): void {
    const alive = this.kept.filter(({ marker }) => !marker.isDisposed)
    for (const { marker } of alive.splice(0, alive.length - MAX_MARKS / 2)) marker.dispose()
    this.kept = alive
  }
}
