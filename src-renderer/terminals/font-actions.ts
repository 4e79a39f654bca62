// Larger and smaller letters in every terminal, by keyboard.
import { AArrowDown, AArrowUp, ALargeSmall } from 'lucide-react'
import type { Command } from '../commands/index.ts'
import { FONT_PX, prefer, readPreferences, zoomed } from '../terminal-preferences/index.ts'

const group = 'Terminals'
const zoom = (by: number) => () => prefer({ fontPx: zoomed(readPreferences(), by) })

export const FONT_ACTIONS: readonly Command[] = [
  { id: 'view.larger', title: 'Larger letters', group, icon: AArrowUp, shortcut: 'Equal', run: zoom(1) },
  { id: 'view.smaller', title: 'Smaller letters', group, icon: AArrowDown, shortcut: 'Minus', run: zoom(-1) },
  {
    id: 'view.usual-size',
    title: 'Usual letters',
    group,
    icon: ALargeSmall,
    shortcut: 'Digit0',
    run: () => prefer({ fontPx: FONT_PX }),
  },
]
