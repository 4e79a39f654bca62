// One xterm.js in an element, as the connection and the view use it: bytes in, bytes out, drawn on the GPU while there is one.
import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebglAddon } from '@xterm/addon-webgl'
import { Terminal } from '@xterm/xterm'
import { type CommandMark, MAX_COLS, MAX_ROWS, MIN_COLS, MIN_ROWS, type TerminalSize } from '#contract/terminal'
import { CommandsOnScreen } from '../terminal-commands/index.ts'
import { type LinkEvents, rememberHyperlinks, showLinks, shownLinks } from '../terminal-links/index.ts'
import type { Look } from '../terminal-preferences/index.ts'
import { swallowQueries } from './swallow-queries.ts'

/** A divider that is dragged asks for a size at every frame; each one makes the shell draw its prompt again. */
const FIT_INTERVAL_MS = 40

/** Used while the element has no size (it is hidden). */
const FALLBACK_SIZE: TerminalSize = { cols: 80, rows: 24 }

/** The palette, text, ground and cursor. */
const RESET_COLORS = '\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07'

export type XtermScreen = ReturnType<typeof openScreen>

export type ScreenEvents = {
  /** What was typed, pasted or clicked, as the bytes that a shell expects. */
  onInput: (bytes: Uint8Array) => void
  /** False: the key is taken and goes nowhere else. */
  onKey: (event: KeyboardEvent) => boolean
  /** How many cells fit now; the terminal decides whether it follows. */
  onFit: (size: TerminalSize) => void
  /** The pointer has let go: what it selected stays. */
  onSelected: () => void
  /** The shell has begun to mark its commands, or its marks are gone. */
  onCommands: (any: boolean) => void
  links: LinkEvents
}

export type Renderer = 'auto' | 'gpu' | 'dom'

export type ScreenOptions = { look: Look; renderer: Renderer }

export function openScreen(element: HTMLElement, { look, renderer }: ScreenOptions, events: ScreenEvents) {
  const terminal = createTerminal(look)
  const fit = new FitAddon()
  const search = new SearchAddon({ highlightLimit: 1_000 })
  for (const addon of [fit, search, new Unicode11Addon()]) terminal.loadAddon(addon)
  terminal.unicode.activeVersion = '11'
  swallowQueries(terminal.parser)
  showLinks(terminal, events.links)
  const hyperlinks = rememberHyperlinks(terminal)
  const commands = new CommandsOnScreen(terminal, events.onCommands)
  terminal.open(element)
  if (renderer === 'gpu' || (renderer === 'auto' && hasGpu())) drawOnGpu(terminal, element)
  listen(terminal, events)

  const fitting = (): TerminalSize => clamp(fit.proposeDimensions() ?? FALLBACK_SIZE)
  const first = fitting()
  terminal.resize(first.cols, first.rows)
  let due: ReturnType<typeof setTimeout> | undefined
  const observer = new ResizeObserver(() => {
    due ??= setTimeout(() => {
      due = undefined
      if (element.clientWidth > 0) events.onFit(fitting())
    }, FIT_INTERVAL_MS)
  })
  observer.observe(element)
  element.addEventListener('mouseup', events.onSelected)

  return {
    terminal,
    search,
    commands,
    fitting,
    links: () => shownLinks(terminal, hyperlinks()),
    /** After what was written before it, since that is for the old size. */
    resize: ({ cols, rows }: TerminalSize) => terminal.write('', () => terminal.resize(cols, rows)),
    write: (bytes: Uint8Array, parsed: () => void) => terminal.write(bytes, parsed),
    mark: (mark: CommandMark) => terminal.write('', () => commands.mark(mark)),
    forgetMarks: () => terminal.write('', () => commands.forget()),
    resetColors: () => terminal.write(RESET_COLORS),
    setLook: (shown: Look) => {
      Object.assign(terminal.options, shown)
      if (element.clientWidth > 0) events.onFit(fitting())
    },
    dispose: () => {
      observer.disconnect()
      clearTimeout(due)
      element.removeEventListener('mouseup', events.onSelected)
      terminal.dispose()
    },
  }
}

function createTerminal(look: Look): Terminal {
  return new Terminal({
    allowProposedApi: true,
    cursorInactiveStyle: 'outline',
    lineHeight: 1.2,
    macOptionIsMeta: true,
    rightClickSelectsWord: true,
    ...look,
  })
}

function listen(terminal: Terminal, { onInput, onKey }: ScreenEvents): void {
  const utf8 = new TextEncoder()
  terminal.onData((text) => onInput(utf8.encode(text)))
  terminal.onBinary((latin1) => onInput(Uint8Array.from(latin1, (character) => character.charCodeAt(0))))
  terminal.attachCustomKeyEventHandler(onKey)
}

/**
 * A lost GPU context leaves a blank frame unless its renderer goes: then the DOM draws, at once (U10). The addon's own event
 * waits three seconds for the context to come back, so the canvas is listened to instead; what it says does not bubble.
 */
function drawOnGpu(terminal: Terminal, element: HTMLElement): void {
  try {
    const webgl = new WebglAddon()
    terminal.loadAddon(webgl)
    const fallBack = () => {
      webgl.dispose()
      terminal.refresh(0, terminal.rows - 1)
    }
    element.addEventListener('webglcontextlost', fallBack, { capture: true, once: true })
  } catch {
    // The DOM draws, as it did before.
  }
}

/** What draws WebGL on the CPU is slower than the DOM. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i

function hasGpu(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  if (!context) return false
  const info = context.getExtension('WEBGL_debug_renderer_info')
  const renderer = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : ''
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return !SOFTWARE.test(renderer)
}

function clamp({ cols, rows }: TerminalSize): TerminalSize {
  return {
    cols: Math.min(MAX_COLS, Math.max(MIN_COLS, cols)),
    rows: Math.min(MAX_ROWS, Math.max(MIN_ROWS, rows)),
  }
}
