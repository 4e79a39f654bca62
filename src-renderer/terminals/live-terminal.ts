// A screen joined to its connection: keys go out or are refused, bytes come in, and what a person should know is said.
import type { TerminalColors, TerminalSize } from '#contract/terminal'
import { onConnectionChange, retryNow } from '../host-client/index.ts'
import type { LinkEvents } from '../terminal-links/index.ts'
import { type Look, readPreferences } from '../terminal-preferences/index.ts'
import { announce, toast } from '../ui/index.ts'
import { type Attachment, CONNECTING } from './attachment.ts'
import { ALONE, type Company, newsOf } from './company.ts'
import { Connection } from './connection.ts'
import { openScreen, type ScreenOptions, type XtermScreen } from './screen.ts'
import { terminalKeyOf } from './shortcuts.ts'
import { addressOf, placeOf, type TerminalSource } from './terminal-source.ts'

/** `refusals` counts the inputs that were refused since the last that was sent. */
export type TerminalState = {
  readonly attachment: Attachment
  readonly company: Company
  readonly refusals: number
  /** The shell marks its commands. */
  readonly hasCommands: boolean
}

export const NOT_YET: TerminalState = { attachment: CONNECTING, company: ALONE, refusals: 0, hasCommands: false }

type Options = {
  source: TerminalSource
  screen: ScreenOptions
  colors: TerminalColors
  visible: boolean
  observes: boolean
  onChange: (state: TerminalState) => void
  onEnterAfterEnd: () => void
  links: LinkEvents
}

/** What a program that follows the focus is told by the screen itself: nobody typed it. */
const FOCUS_REPORTS = ['\x1b[I', '\x1b[O']

export class LiveTerminal {
  readonly screen: XtermScreen
  readonly #connection: Connection
  readonly #options: Options
  readonly #stopListening: () => void
  #state: TerminalState = NOT_YET
  #visible: boolean

  constructor(element: HTMLElement, options: Options) {
    this.#options = options
    this.#visible = options.visible
    this.screen = openScreen(element, options.screen, {
      onInput: (bytes) => this.#input(bytes),
      onKey: (event) => this.#key(event),
      onFit: (size) => this.#fit(size),
      onSelected: () => readPreferences().copyOnSelect && this.copySelection(),
      onCommands: (hasCommands) => this.#become({ ...this.#state, hasCommands }),
      links: options.links,
    })
    this.#connection = new Connection({
      url: addressOf(options.source, location.origin),
      place: placeOf(options.source),
      screen: this.screen,
      size: this.screen.fitting(),
      visible: options.visible,
      colors: options.colors,
      observes: options.observes,
      onCompany: (company) => this.#meet(company),
      onChange: (attachment) => this.#attach(attachment),
      onRefusal: ({ code, message }) => toast.error(message, { id: `terminal-${code}` }),
    })
    // Both go through the host: whichever finds it again first, the other need not wait.
    this.#stopListening = onConnectionChange(({ state }) => state === 'open' && this.#connection.retry())
  }

  get state(): TerminalState {
    return this.#state
  }

  connect(): void {
    this.#connection.connect()
  }

  /** To the prompt before or after, and says which it is. */
  jump(step: 1 | -1): void {
    announce(this.screen.commands.jump(step) ?? (step === 1 ? 'This is the last prompt.' : 'This is the first prompt.'))
  }

  copyOutput(): void {
    const text = this.screen.commands.output()
    if (!text) toast.error('No command has printed anything here.', { id: 'output' })
    else
      void navigator.clipboard.writeText(text).then(() => {
        const lines = text.split('\n').length
        toast.success(lines === 1 ? 'Copied 1 line of output.' : `Copied ${lines} lines of output.`, { id: 'output' })
      }, refusedByClipboard)
  }

  takeControl(take: boolean): void {
    this.#connection.takeControl(take)
    if (take) this.screen.terminal.focus()
  }

  expectRestart(): void {
    this.#connection.expectRestart()
  }

  setLook(look: Look, colors: TerminalColors): void {
    this.screen.setLook(look)
    this.#connection.setColors(colors)
  }

  setVisible(visible: boolean): void {
    this.#visible = visible
    this.#connection.setVisible(visible)
  }

  /** As if typed: in brackets if the program asked for them. */
  paste(text: string): void {
    this.screen.terminal.paste(text)
    this.screen.terminal.focus()
  }

  copySelection(): void {
    const text = this.screen.terminal.getSelection()
    if (text) void navigator.clipboard.writeText(text).then(() => announce('Copied'), refusedByClipboard)
  }

  close(): void {
    this.#stopListening()
    this.#connection.close()
    this.screen.dispose()
  }

  #input(bytes: Uint8Array): void {
    if (this.#connection.send(bytes)) {
      if (this.#state.refusals > 0) this.#become({ ...this.#state, refusals: 0 })
      return
    }
    const text = new TextDecoder().decode(bytes)
    if (FOCUS_REPORTS.includes(text)) return
    if (this.#state.attachment.state === 'ended' && text === '\r') this.#options.onEnterAfterEnd()
    else this.#refuse()
  }

  #refuse(): void {
    if (this.#state.refusals === 0) announce(`Not sent: ${whyNot(this.#state)}`)
    this.#become({ ...this.#state, refusals: this.#state.refusals + 1 })
  }

  #key(event: KeyboardEvent): boolean {
    const key = terminalKeyOf(event)
    if (key === 'copy') this.#copy(event)
    return key === null
  }

  #copy(event: KeyboardEvent): void {
    event.preventDefault()
    if (event.type === 'keydown') this.copySelection()
  }

  /** Attached, the terminal decides on the size and says so; before and after, the screen follows its element. */
  #fit(size: TerminalSize): void {
    this.#connection.resize(size)
    if (this.#state.attachment.state !== 'attached') this.screen.resize(size)
  }

  #attach(attachment: Attachment): void {
    const words = wordsFor(this.#state.attachment, attachment, placeOf(this.#options.source))
    if (words && this.#visible) announce(words)
    if (attachment.state === 'attached') retryNow()
    this.#become({ ...this.#state, attachment, refusals: attachment.state === 'attached' ? 0 : this.#state.refusals })
  }

  #meet(company: Company): void {
    if (this.#visible) for (const words of newsOf(this.#state.company, company)) announce(words)
    const { recording } = company
    // By itself, or by somebody: all who looked are told, once.
    if (this.#visible && recording.state === 'ended' && this.#state.company.recording.state === 'on')
      toast(recording.message, { id: `recording-${recording.message}` })
    const refusals = company.role === this.#state.company.role ? this.#state.refusals : 0
    this.#become({ ...this.#state, company, refusals })
  }

  #become(state: TerminalState): void {
    this.#state = state
    this.#options.onChange(state)
  }
}

const refusedByClipboard = () => toast.error('The clipboard refused.', { id: 'clipboard' })

function whyNot({ attachment }: TerminalState): string {
  if (attachment.state === 'ended') return 'the shell has ended.'
  return attachment.state === 'attached' ? 'you only watch this terminal.' : 'the terminal is not connected.'
}

function wordsFor(before: Attachment, after: Attachment, place: string): string | null {
  if (after.state === 'waiting' && before.state === 'attached') return `${after.reason} Trying again.`
  if (after.state === 'attached' && before.state === 'connecting' && before.reason)
    return `Connected to ${place} again.`
  return null
}
