// Keeps the commands of one screen: an anchor for each mark, a sign in the gutter, and the way from one to the next.
import './gutter.css'
import type { IDecoration, Terminal } from '@xterm/xterm'
import type { CommandMark } from '#contract/terminal'
import { type CommandLog, commandAt, marked, type Place, promptBeside, type ShellCommand } from './command-log.ts'
import { commandWords, outcomeOf } from './command-words.ts'
import { textBetween } from './output-text.ts'

/** Milliseconds; a quicker success needs no words beside its sign. */
const WORTH_SAYING_MS = 1_000

export class CommandsOnScreen {
  readonly #terminal: Terminal
  readonly #onAny: (any: boolean) => void
  #log: CommandLog = []
  /** By the place of the prompt, which a command keeps. */
  readonly #signs = new Map<Place, IDecoration>()
  #jumpedTo: ShellCommand | null = null
  /** Ends what `#show` began. */
  #unshow: () => void = nothing

  /** `onAny` is called when there are commands, and when there are none any more. */
  constructor(terminal: Terminal, onAny: (any: boolean) => void) {
    this.#terminal = terminal
    this.#onAny = onAny
    // Whoever types is back at the prompt.
    terminal.onData(() => {
      this.#jumpedTo = null
    })
  }

  /** When everything before it was parsed: it holds for where the cursor is. */
  mark(mark: CommandMark): void {
    const { active } = this.#terminal.buffer
    // A program that draws the whole screen marks nothing that could be gone back to.
    if (active.type === 'alternate') return
    const anchor = this.#terminal.registerMarker(0)
    if (this.#log.length === 0) this.#onAny(true)
    this.#log = marked(this.#log, mark, { anchor, x: active.cursorX })
    this.#forgetSigns()
    const command = this.#log.at(-1)
    if (command?.output) this.#sign(command)
  }

  /** The screen is written anew; its marks come again. */
  forget(): void {
    if (this.#log.length > 0) this.#onAny(false)
    this.#log = []
    this.#jumpedTo = null
    this.#forgetSigns()
  }

  /** Scrolls to the prompt before or after; answers it in words, or null at the end. */
  jump(step: 1 | -1): string | null {
    const { active } = this.#terminal.buffer
    const from = this.#jumpedTo?.prompt.anchor.line ?? active.baseY + active.cursorY
    const command = promptBeside(this.#log, from, step)
    if (!command) return null
    this.#jumpedTo = command
    this.#terminal.scrollToLine(Math.max(0, command.prompt.anchor.line - 1))
    this.#show(command)
    return [this.#typed(command) || 'Prompt', command.output ? commandWords(command) : ''].filter(Boolean).join(', ')
  }

  /** Of the command that was jumped to, else of the last; null when none has run. */
  output(): string | null {
    const command = commandAt(this.#log, this.#jumpedTo?.prompt.anchor.line ?? null)
    return command ? this.#outputOf(command) : null
  }

  #outputOf({ output, end }: ShellCommand): string {
    const { active } = this.#terminal.buffer
    const now = { anchor: { line: active.baseY + active.cursorY, isDisposed: false }, x: active.cursorX }
    return output ? textBetween(this.#terminal.buffer.normal, output, end ?? now) : ''
  }

  #typed({ input, output }: ShellCommand): string {
    return input && output ? textBetween(this.#terminal.buffer.normal, input, output) : ''
  }

  /** For a moment, so that the eye finds it; one at a time. */
  #show({ prompt: { anchor } }: ShellCommand): void {
    this.#unshow()
    const marker = this.#terminal.registerMarker(anchor.line - this.#cursorLine)
    const line = this.#terminal.registerDecoration({ marker, width: this.#terminal.cols })
    line?.onRender((element) => element.classList.add('command-found'))
    const timer = setTimeout(() => this.#unshow(), FOUND_MS)
    this.#unshow = () => {
      clearTimeout(timer)
      line?.dispose()
      marker.dispose()
      this.#unshow = nothing
    }
  }

  get #cursorLine(): number {
    const { active } = this.#terminal.buffer
    return active.baseY + active.cursorY
  }

  #sign(command: ShellCommand): void {
    this.#signs.get(command.prompt)?.dispose()
    if (command.prompt.anchor.isDisposed) return
    const marker = this.#terminal.registerMarker(command.prompt.anchor.line - this.#cursorLine)
    const sign = this.#terminal.registerDecoration({ marker, layer: 'top', width: this.#terminal.cols })
    if (!sign) return
    this.#signs.set(command.prompt, sign)
    sign.onDispose(() => marker.dispose())
    sign.onRender((element) => paint(element, command, this.#hasRoom(marker.line)))
  }

  /** Words stand at the end of the prompt's line only where nothing else does. */
  #hasRoom(line: number): boolean {
    const text = this.#terminal.buffer.normal.getLine(line)?.translateToString(true) ?? ''
    return text.length < this.#terminal.cols - ROOM_CELLS
  }

  #forgetSigns(): void {
    const kept = new Set(this.#log.map(({ prompt }) => prompt))
    for (const [prompt, sign] of this.#signs) {
      if (kept.has(prompt) && !prompt.anchor.isDisposed) continue
      sign.dispose()
      this.#signs.delete(prompt)
    }
  }
}

const nothing = (): void => {}

/** Milliseconds. */
const FOUND_MS = 1_200
/** `exit 127 · 59 min 59 s` and a space on either side. */
const ROOM_CELLS = 24

function paint(element: HTMLElement, command: ShellCommand, hasRoom: boolean): void {
  const outcome = outcomeOf(command)
  const words = commandWords(command)
  const lasted = (command.finishedAt ?? 0) - (command.startedAt ?? 0)
  const worthSaying = outcome === 'failed' || (outcome === 'done' && lasted >= WORTH_SAYING_MS)
  element.classList.add('command-sign')
  element.dataset.outcome = outcome
  // xterm.js keeps the width that the screen had when the sign was made.
  element.style.width = '100%'
  element.dataset.words = worthSaying && hasRoom ? words : ''
}
