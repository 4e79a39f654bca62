// One attachment: who it is, what it may do, and what it is told. Its place in the stream is `ViewerStream`'s.
import { Failure, type FailureBody } from '#contract/failure'
import {
  decodeViewerFrame,
  encodeServerFrame,
  type ServerFrame,
  type StreamPosition,
  type TerminalCaller,
  type TerminalColors,
  type TerminalRole,
  type TerminalSize,
  type TerminalViewer,
  type ViewerFrame,
} from '#contract/terminal'
import type { SizeVote } from './smallest-visible.ts'
import { type StreamSource, ViewerStream } from './viewer-stream.ts'

/** Where a viewer's bytes go. */
export type ViewerLink = {
  send: (frame: Uint8Array) => void
  /** Ends the connection after what was sent. */
  close: () => void
}

/** What a viewer may ask of its terminal. */
export type ViewerTerminal = StreamSource & {
  /** What is told to whoever has just opened. */
  readonly facts: ServerFrame[]
  onInput: (bytes: Uint8Array) => void
  /** What a controller draws in: whoever acted last counts. */
  onColors: (colors: TerminalColors) => void
  /** A viewer has come, or its size, its role or its visibility is another. */
  onPresence: () => void
}

/** `role` is the most that it may be. */
export type Admission = { id: number; role: TerminalRole; caller: TerminalCaller }

export class Viewer {
  private readonly link: ViewerLink
  private readonly terminal: ViewerTerminal
  private readonly admission: Admission
  private readonly stream: ViewerStream
  private readonly since = Date.now()
  private state: 'unopened' | 'open' | 'closed' = 'unopened'
  private role: TerminalRole
  private size: TerminalSize | undefined
  private visible = false
  private colors: TerminalColors | undefined

  constructor(terminal: ViewerTerminal, link: ViewerLink, admission: Admission) {
    this.terminal = terminal
    this.link = link
    this.admission = admission
    this.role = admission.role
    this.stream = new ViewerStream(terminal, (frame) => this.send(frame))
  }

  get vote(): SizeVote | undefined {
    return this.size && { ...this.size, role: this.role, visible: this.visible }
  }

  get dependsOnScreen(): boolean {
    return this.stream.dependsOnScreen
  }

  /** The oldest byte that it still waits for. */
  get next(): number | undefined {
    return this.stream.next
  }

  /** As the others are told of it; undefined before it has opened. */
  get presence(): Omit<TerminalViewer, 'you'> | undefined {
    if (this.state !== 'open') return undefined
    const { id, caller } = this.admission
    return { id, role: this.role, visible: this.visible, since: this.since, caller }
  }

  receive(message: Uint8Array): void {
    if (this.state === 'closed') return
    const result = decodeViewerFrame(message)
    if (result.outcome === 'refused') return this.refuse(new Failure(result.code, result.reason))
    const { frame } = result
    if ((frame.type === 'open') !== (this.state === 'unopened')) {
      return this.refuse(new Failure('bad-request', 'A viewer opens once, and before anything else.'))
    }
    this.obey(frame)
  }

  /** Says why and ends this attachment; nothing else notices (T11). */
  refuse(failure: Failure): void {
    this.send({ type: 'error', failure: failure.toBody() })
    this.close()
    this.link.close()
  }

  tell(frame: ServerFrame): void {
    if (this.state === 'open') this.send(frame)
  }

  restarted(): void {
    if (this.state === 'open') this.stream.restarted()
  }

  pump(): void {
    this.stream.pump()
  }

  screenCaughtUp(): void {
    this.stream.screenCaughtUp()
  }

  close(): void {
    this.stream.close()
    this.state = 'closed'
    this.size = undefined
  }

  private obey(frame: ViewerFrame): void {
    switch (frame.type) {
      case 'open':
        return this.open(frame)
      case 'input':
        if (this.role === 'controller') return this.input(frame.bytes)
        return this.forbid('You observe this terminal: what you type is not sent.')
      case 'resize':
        if (this.role !== 'controller') return this.forbid('You observe this terminal: its size is not yours to set.')
        this.size = { cols: frame.cols, rows: frame.rows }
        return this.terminal.onPresence()
      case 'visibility':
        this.visible = frame.visible
        return this.terminal.onPresence()
      case 'control':
        return this.takeControl(frame.take)
      case 'colors':
        this.colors = frame.colors
        return this.tellColors()
      case 'ack':
        return this.stream.acknowledge(frame.offset)
      default:
        return frame satisfies never
    }
  }

  private open({ cols, rows, visible, resume }: Extract<ViewerFrame, { type: 'open' }>): void {
    this.state = 'open'
    this.size = { cols, rows }
    this.visible = visible
    const { epoch, ring } = this.terminal.incarnation
    const exact = resume !== undefined && resume.epoch === epoch && ring.holds(resume.offset)
    const position: StreamPosition = { epoch, offset: exact ? resume.offset : ring.end }
    this.send({ type: 'attached', role: this.role, ...position, ...ring.sizeAt(position.offset) })
    this.tellRole()
    for (const fact of this.terminal.facts) this.send(fact)
    // The size is decided before a screen is shown, so that the first one is already right.
    this.terminal.onPresence()
    if (exact) this.stream.resume(position.offset)
    else this.stream.begin()
  }

  private input(bytes: Uint8Array): void {
    this.tellColors()
    this.terminal.onInput(bytes)
    this.stream.typed()
  }

  private takeControl(take: boolean): void {
    if (take && this.admission.role !== 'controller') {
      return this.forbid('You may observe this terminal, not control it.')
    }
    this.role = take ? 'controller' : 'observer'
    this.tellRole()
    this.tellColors()
    this.terminal.onPresence()
  }

  private tellColors(): void {
    if (this.colors && this.role === 'controller') this.terminal.onColors(this.colors)
  }

  private tellRole(): void {
    this.send({ type: 'role', role: this.role, mayControl: this.admission.role === 'controller' })
  }

  private forbid(message: string): void {
    this.send({ type: 'error', failure: { code: 'forbidden', message } satisfies FailureBody })
  }

  private send(frame: ServerFrame): void {
    this.link.send(encodeServerFrame(frame))
  }
}
