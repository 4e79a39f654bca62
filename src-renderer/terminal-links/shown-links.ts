// The links that a person can see now, for those who use no pointer: what stands in the shown rows, and the hyperlinks (OSC 8)
// that programs printed last, since xterm.js does not say where those stand.
import type { Terminal } from '@xterm/xterm'
import { linksIn } from './find-links.ts'
import { logicalLineAt } from './logical-line.ts'
import { type LinkTarget, targetOf, textOf } from './target.ts'

/** More than a person would look through. */
const MAX_SHOWN = 50

/** Keeps the last hyperlinks from now on; answers them, the newest first. */
export function rememberHyperlinks({ parser }: Terminal): () => readonly LinkTarget[] {
  let addresses: readonly string[] = []
  parser.registerOscHandler(8, (data) => {
    const address = data.slice(data.indexOf(';') + 1)
    if (address) addresses = [address, ...addresses.filter((other) => other !== address)].slice(0, MAX_SHOWN)
    // xterm.js goes on to make it a hyperlink.
    return false
  })
  return () => addresses.map(targetOf)
}

/** The lowest first: a person looks for what was printed last. Each once. */
export function shownLinks({ buffer: { active }, rows }: Terminal, hyperlinks: readonly LinkTarget[]): LinkTarget[] {
  const found: LinkTarget[] = []
  for (let row = active.viewportY + rows - 1; row >= active.viewportY; ) {
    const line = logicalLineAt(active, row)
    found.push(
      ...linksIn(line.text)
        .map(({ target }) => target)
        .toReversed(),
    )
    row = line.firstRow - 1
  }
  const once = new Map([...found, ...hyperlinks].map((target) => [textOf(target), target]))
  return [...once.values()].slice(0, MAX_SHOWN)
}
