// Shows xterm.js the links of a line. What comes of a click is decided by whoever listens.
import type { ILink, ILinkProvider, Terminal } from '@xterm/xterm'
import { type FoundLink, linksIn } from './find-links.ts'
import { type LogicalLine, logicalLineAt } from './logical-line.ts'
import { type LinkTarget, targetOf } from './target.ts'

export type LinkEvents = {
  /** The pointer is upon it; null when it has left. */
  onHover: (target: LinkTarget | null) => void
  /** `hidden`: what is shown is not the target (OSC 8), so the person has not seen it yet. */
  onActivate: (event: MouseEvent, target: LinkTarget, hidden: boolean) => void
}

export function showLinks(terminal: Terminal, events: LinkEvents): void {
  terminal.registerLinkProvider(providerFor(terminal, events))
  terminal.options.linkHandler = {
    allowNonHttpProtocols: true,
    activate: (event, address) => events.onActivate(event, targetOf(address), true),
    hover: (_event, address) => events.onHover(targetOf(address)),
    leave: () => events.onHover(null),
  }
}

function providerFor(terminal: Terminal, events: LinkEvents): ILinkProvider {
  return {
    provideLinks(row, answer) {
      const line = logicalLineAt(terminal.buffer.active, row - 1)
      answer(linksIn(line.text).map((link) => linkOf(link, line, events)))
    },
  }
}

function linkOf({ start, end, target }: FoundLink, { text, places }: LogicalLine, events: LinkEvents): ILink {
  const first = places[start] ?? { x: 0, y: 0 }
  const last = places[end - 1] ?? first
  return {
    text: text.slice(start, end),
    // xterm.js counts from 1, and its end is the last cell.
    range: { start: { x: first.x + 1, y: first.y + 1 }, end: { x: last.x + 1, y: last.y + 1 } },
    activate: (event) => events.onActivate(event, target, false),
    hover: () => events.onHover(target),
    leave: () => events.onHover(null),
  }
}
