// Everybody who looks at one terminal: their seats, the size that they agree on, and what all of them are told.
import { Failure } from '#contract/failure'
import {
  MAX_VIEWERS_PER_TERMINAL,
  type ServerFrame,
  type TerminalCaller,
  type TerminalRole,
  type TerminalSize,
} from '#contract/terminal'
import { smallestVisible } from './smallest-visible.ts'
import { Viewer, type ViewerLink, type ViewerTerminal } from './viewer.ts'

/** Milliseconds in which changes are told together: a program that sets its title in a loop, or a viewer that blinks, costs little. */
const TELL_MERGE_MS = 20

/** What every viewer is told when it changes. */
export type Fact = 'title' | 'name' | 'directory' | 'recording' | 'viewers'

type Dependencies = {
  terminal: Omit<ViewerTerminal, 'onPresence' | 'facts'>
  /** What a fact is now. */
  frameOf: (fact: Exclude<Fact, 'viewers'>) => ServerFrame
  onSize: (size: TerminalSize) => void
}

const FACTS: readonly Exclude<Fact, 'viewers'>[] = ['title', 'name', 'directory', 'recording']

export class Audience {
  private readonly dependencies: Dependencies
  private readonly viewers = new Set<Viewer>()
  private readonly untold = new Set<Fact>()
  private telling: NodeJS.Timeout | undefined
  private lastId = 0

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  get count(): number {
    return this.viewers.size
  }

  /** Whether somebody is shown the screen, or may be soon. */
  get dependsOnScreen(): boolean {
    for (const viewer of this.viewers) if (viewer.dependsOnScreen) return true
    return false
  }

  /** The oldest byte that somebody still waits for; infinite when nobody does. */
  get neededFrom(): number {
    let oldest = Number.POSITIVE_INFINITY
    for (const { next } of this.viewers) if (next !== undefined && next < oldest) oldest = next
    return oldest
  }

  admit(link: ViewerLink, who: { role: TerminalRole; caller: TerminalCaller }): Viewer {
    if (this.viewers.size >= MAX_VIEWERS_PER_TERMINAL) {
      throw new Failure(
        'limit-reached',
        `This terminal has ${MAX_VIEWERS_PER_TERMINAL} viewers, which is the most; one must leave first.`,
      )
    }
    this.lastId += 1
    const viewer = new Viewer(this.forViewers(), link, { ...who, id: this.lastId })
    this.viewers.add(viewer)
    return viewer
  }

  dismiss(viewer: Viewer): void {
    viewer.close()
    this.viewers.delete(viewer)
    this.onPresence()
  }

  dismissAll(reason: Failure): void {
    clearTimeout(this.telling)
    for (const viewer of this.viewers) viewer.refuse(reason)
    this.viewers.clear()
  }

  pump(): void {
    for (const viewer of this.viewers) viewer.pump()
  }

  /** The screen shows all that was written. */
  screenCaughtUp(): void {
    for (const viewer of this.viewers) viewer.screenCaughtUp()
  }

  restarted(): void {
    for (const viewer of this.viewers) viewer.restarted()
  }

  /** Tells it to everybody, together with what else changes in the next moment. */
  tell(fact: Fact): void {
    this.untold.add(fact)
    this.telling ??= setTimeout(() => this.tellUntold(), TELL_MERGE_MS)
  }

  private tellUntold(): void {
    this.telling = undefined
    const facts = [...this.untold]
    this.untold.clear()
    for (const fact of facts) {
      if (fact === 'viewers') this.tellViewers()
      else for (const viewer of this.viewers) viewer.tell(this.dependencies.frameOf(fact))
    }
  }

  private tellViewers(): void {
    const present = [...this.viewers].map((viewer) => viewer.presence).filter((presence) => presence !== undefined)
    for (const viewer of this.viewers) {
      const own = viewer.presence?.id
      viewer.tell({ type: 'viewers', viewers: present.map((one) => ({ ...one, you: one.id === own })) })
    }
  }

  private onPresence(): void {
    this.tell('viewers')
    const size = smallestVisible([...this.viewers].map(({ vote }) => vote).filter((vote) => vote !== undefined))
    if (size) this.dependencies.onSize(size)
  }

  private forViewers(): ViewerTerminal {
    const { terminal, frameOf } = this.dependencies
    return {
      get incarnation() {
        return terminal.incarnation
      },
      get ending() {
        return terminal.ending
      },
      get facts() {
        return FACTS.map(frameOf)
      },
      onInput: terminal.onInput,
      onColors: terminal.onColors,
      onPresence: () => this.onPresence(),
    }
  }
}
