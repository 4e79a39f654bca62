// Holds one viewer's WebSocket to its terminal: attaches, feeds the screen, acknowledges what it has parsed, comes back
// after a loss at exactly the byte where it stopped. Typing is never queued (R8).
import type { FailureBody } from '#contract/failure'
import {
  decodeServerFrame,
  encodeViewerFrame,
  MAX_INPUT_BYTES,
  type ServerFrame,
  type TerminalColors,
  type TerminalSize,
  type ViewerFrame,
} from '#contract/terminal'
import { type Attachment, type AttachmentEvent, CONNECTING, next } from './attachment.ts'
import { closeVerdict } from './close-verdict.ts'
import { ALONE, type Company, type CompanyFrame, met } from './company.ts'
import type { ConnectionOptions } from './connection-options.ts'
import { follow, NOTHING_SEEN, type ScreenFrame, type Stream } from './stream.ts'

/** From dialling to `attached`: a relayed viewer needs a dial-back and four round trips; more than this is a dead path. */
const ATTACH_TIMEOUT_MS = 10_000

export class Connection {
  readonly #options: ConnectionOptions
  #attachment: Attachment = CONNECTING
  #stream: Stream = NOTHING_SEEN
  /** Another epoch is another shell: the terminal was restarted, perhaps by somebody else. */
  #epoch: number | null = null
  #company: Company = ALONE
  /** Whether this viewer wants control wherever it may have it; kept over reconnections. */
  #wantsControl: boolean
  #size: TerminalSize
  #visible: boolean
  #colors: TerminalColors
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** What the server said last; it explains a close that follows. */
  #failure: FailureBody | null = null

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#size = options.size
    this.#visible = options.visible
    this.#colors = options.colors
    this.#wantsControl = !options.observes
    this.#dial()
  }

  /** False: the bytes are refused, not kept. A new shell is typed to from its first moment, a lost one not before it is seen again. */
  send(bytes: Uint8Array): boolean {
    const { state } = this.#attachment
    const fresh = state === 'connecting' && this.#attachment.reason === null
    if (!this.#isOpen || !(state === 'attached' ? this.#company.role === 'controller' : fresh)) return false
    for (let at = 0; at < bytes.byteLength; at += MAX_INPUT_BYTES)
      this.#transmit({ type: 'input', bytes: bytes.subarray(at, at + MAX_INPUT_BYTES) })
    return true
  }

  resize(size: TerminalSize): void {
    this.#size = size
    if (this.#company.role === 'controller') this.#transmit({ type: 'resize', ...size })
  }

  setVisible(visible: boolean): void {
    if (visible === this.#visible) return
    this.#visible = visible
    this.#transmit({ type: 'visibility', visible })
  }

  /** What is drawn in: programs that ask are told. */
  setColors(colors: TerminalColors): void {
    if (colors === this.#colors) return
    this.#colors = colors
    this.#transmit({ type: 'colors', colors })
  }

  /** Or gives it up and looks on. */
  takeControl(take: boolean): void {
    this.#wantsControl = take
    this.#transmit({ type: 'control', take })
  }

  /** Now, without waiting for the countdown. */
  connect(): void {
    this.#become({ type: 'connect-asked' })
    this.#dial()
  }

  /** There is reason to think that it would work now: not waited for any longer. */
  retry(): void {
    if (this.#attachment.state !== 'waiting') return
    this.#become({ type: 'retry-due' })
    this.#dial()
  }

  /** The shell was started again. Whoever is still connected is sent its screen; it may be there already. */
  expectRestart(): void {
    if (!this.#isOpen) this.connect()
    else if (this.#attachment.state === 'ended') {
      this.#become({ type: 'connect-asked' })
      this.#expectAnswer()
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  #dial(): void {
    this.close()
    this.#failure = null
    const socket = new WebSocket(this.#options.url)
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    this.#expectAnswer()
    socket.onopen = () => this.#open()
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      if (this.#socket === socket) this.#receive(new Uint8Array(data))
    }
    socket.onclose = (close) => {
      if (this.#socket === socket) this.#judge(close)
    }
  }

  #expectAnswer(): void {
    this.#timer = setTimeout(() => this.#lose(`${capital(this.#options.place)} does not answer.`), ATTACH_TIMEOUT_MS)
  }

  #open(): void {
    const resume = this.#stream.position
    // Whoever only looks on has no say in the size, from the first moment.
    const visible = this.#visible && this.#wantsControl
    this.#transmit({ type: 'open', visible, ...this.#size, ...(resume ? { resume } : {}) })
    this.#transmit({ type: 'colors', colors: this.#colors })
  }

  #judge({ code, reason }: CloseEvent): void {
    const verdict = closeVerdict({ code, reason, failure: this.#failure, place: this.#options.place })
    if (verdict.verdict === 'stop') this.#stop(verdict.failure)
    else this.#lose(verdict.reason)
  }

  #stop(failure: FailureBody): void {
    this.close()
    this.#become({ type: 'connection-refused', failure })
  }

  #lose(reason: string): void {
    this.close()
    this.#become({ type: 'connection-lost', reason, at: Date.now(), random: Math.random })
    if (this.#attachment.state !== 'waiting') return
    this.#timer = setTimeout(() => {
      this.#become({ type: 'retry-due' })
      this.#dial()
    }, this.#attachment.retryAt - Date.now())
  }

  #receive(message: Uint8Array): void {
    const result = decodeServerFrame(message)
    if (result.outcome === 'refused') this.#stop({ code: result.code, message: result.reason })
    else this.#obey(result.frame)
  }

  #obey(frame: ServerFrame): void {
    const { screen } = this.#options
    switch (frame.type) {
      case 'attached':
        this.#attach()
        this.#meetEpoch(frame.epoch)
        screen.resize(frame)
        this.#show(frame)
        break
      case 'snapshot':
        if (frame.epoch !== this.#epoch) this.#attach()
        this.#meetEpoch(frame.epoch)
        if (frame.first) {
          screen.resize(frame)
          screen.forgetMarks()
        }
        this.#show(frame)
        break
      case 'output':
        this.#show(frame)
        break
      case 'size':
        screen.resize(frame)
        break
      case 'exit':
        this.#become({ type: 'shell-ended', ending: { kind: 'exited', code: frame.code, signal: frame.signal } })
        break
      case 'error':
        this.#hear(frame.failure)
        break
      case 'mark':
        screen.mark(frame.mark)
        break
      case 'role':
        this.#play(frame)
        break
      case 'viewers':
      case 'recording':
        this.#meet(frame)
        break
      case 'title':
      case 'name':
      case 'directory':
        break // A tab takes these from the list of terminals, which knows those without a view too.
      default:
        frame satisfies never
    }
  }

  #meetEpoch(epoch: number): void {
    if (this.#epoch !== null && epoch !== this.#epoch) this.#options.screen.resetColors()
    this.#epoch = epoch
  }

  #attach(): void {
    clearTimeout(this.#timer)
    this.#become({ type: 'attached' })
  }

  /** The role follows `attached`, and each change of it. */
  #play(frame: Extract<ServerFrame, { type: 'role' }>): void {
    this.#meet(frame)
    if (this.#wantsControl || frame.role === 'observer') {
      // Given up or never had: now it may be seen without a say.
      this.#transmit({ type: 'visibility', visible: this.#visible })
      if (frame.role === 'controller') this.#transmit({ type: 'resize', ...this.#size })
    } else this.#transmit({ type: 'control', take: false })
  }

  #meet(frame: CompanyFrame): void {
    this.#company = met(this.#company, frame)
    this.#options.onCompany(this.#company)
  }

  /** `unavailable`, and the connection stays: only the last screen of the terminal is left. */
  #hear(failure: FailureBody): void {
    this.#failure = failure
    if (this.#attachment.state !== 'attached') return
    if (failure.code === 'unavailable')
      this.#become({ type: 'shell-ended', ending: { kind: 'lost', message: failure.message } })
    else this.#options.onRefusal(failure)
  }

  #show(frame: ScreenFrame): void {
    const [stream, step] = follow(this.#stream, frame)
    this.#stream = stream
    if (step.do === 'reconnect') this.#lose('A part of the output was missed.')
    if (step.do === 'write') this.#write(step.bytes, step.end)
  }

  #write(bytes: Uint8Array, end: number | null): void {
    const carrier = this.#socket
    this.#options.screen.write(bytes, () => {
      if (end !== null && this.#socket === carrier) this.#transmit({ type: 'ack', offset: end })
    })
  }

  #transmit(frame: ViewerFrame): void {
    if (this.#isOpen) this.#socket?.send(encodeViewerFrame(frame))
  }

  get #isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  #become(event: AttachmentEvent): void {
    const before = this.#attachment
    this.#attachment = next(before, event)
    if (this.#attachment !== before) this.#options.onChange(this.#attachment)
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
