// Keeps a live terminal in an element for as long as a view is mounted.
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { LinkEvents } from '../terminal-links/index.ts'
import { readPreferences, useLook } from '../terminal-preferences/index.ts'
import { LiveTerminal, NOT_YET, type TerminalState } from './live-terminal.ts'
import { addressOf, type TerminalSource } from './terminal-source.ts'

type UsedTerminal = TerminalState & {
  element: RefObject<HTMLDivElement | null>
  /** Null until its font is there. */
  live: LiveTerminal | null
}

type Options = {
  source: TerminalSource
  visible: boolean
  active: boolean
  focusAsked: number
  onEnterAfterEnd: () => void
  links: LinkEvents
}

export function useTerminal({ source, visible, active, focusAsked, onEnterAfterEnd, links }: Options): UsedTerminal {
  const element = useRef<HTMLDivElement>(null)
  const [live, setLive] = useState<LiveTerminal | null>(null)
  const [state, setState] = useState(NOT_YET)
  const { look, colors } = useLook()
  const restart = useEffectEvent(() => onEnterAfterEnd())
  const onHover = useEffectEvent<LinkEvents['onHover']>((target) => links.onHover(target))
  const onActivate = useEffectEvent<LinkEvents['onActivate']>((...click) => links.onActivate(...click))
  const open = useEffectEvent(
    (place: HTMLElement) =>
      new LiveTerminal(place, {
        source,
        screen: { look, renderer: readPreferences().renderer },
        colors,
        visible,
        observes: source.kind === 'remote',
        onChange: setState,
        onEnterAfterEnd: () => restart(),
        links: { onHover: (target) => onHover(target), onActivate: (...click) => onActivate(...click) },
      }),
  )
  const address = addressOf(source, location.origin)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another terminal
  useEffect(() => {
    let opened: LiveTerminal | null = null
    let wanted = true
    void fontReady(look.fontFamily).then(() => {
      if (!wanted || !element.current) return
      opened = open(element.current)
      setLive(opened)
    })
    return () => {
      wanted = false
      opened?.close()
      setLive(null)
      setState(NOT_YET)
    }
  }, [address])

  useEffect(() => live?.setLook(look, colors), [live, look, colors])
  useEffect(() => live?.setVisible(visible), [live, visible])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new asking counts
  useEffect(() => {
    if (active && !hasFocusNear(element.current)) live?.screen.terminal.focus()
  }, [live, active, focusAsked])

  return { ...state, element, live }
}

/** What a person has chosen within the view (find, a button of the pane) keeps the focus. */
function hasFocusNear(element: HTMLElement | null): boolean {
  return element?.closest('[data-pane]')?.contains(document.activeElement) ?? false
}

/** Cells are measured once, so the font must be there before. */
async function fontReady(family: string): Promise<void> {
  await document.fonts.load(`13px ${family}`).catch(() => [])
}
