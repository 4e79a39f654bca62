// The links of one terminal: what the pointer is upon, what was asked about, and the list of all that are shown.
import { useState } from 'react'
import type { LinkEvents, LinkTarget } from '../terminal-links/index.ts'
import { actionOf, copyTarget, openAddress, typedTarget } from './follow-link.ts'
import type { LiveTerminal } from './live-terminal.ts'

export type TerminalLinks = {
  events: LinkEvents
  hovered: LinkTarget | null
  /** One to decide about, several to choose from; null while nothing was asked. */
  asked: readonly LinkTarget[] | null
  ask: (targets: readonly LinkTarget[] | null) => void
}

/** `live` is asked when a link is followed, which is after it was made. */
export function useLinks(live: () => LiveTerminal | null): TerminalLinks {
  const [hovered, onHover] = useState<LinkTarget | null>(null)
  const [asked, ask] = useState<readonly LinkTarget[] | null>(null)
  const onActivate: LinkEvents['onActivate'] = (event, target, hidden) => {
    const action = actionOf(event, target, hidden)
    if (action === 'open' && target.kind === 'web') openAddress(target.address)
    else if (action === 'copy') void copyTarget(target)
    else if (action === 'type') live()?.paste(typedTarget(target))
    else if (action === 'ask') ask([target])
  }
  return { events: { onHover, onActivate }, hovered, asked, ask }
}
