// What can be done with the terminal that keys go to, as the palette, the keyboard and the menu offer it.
import {
  ArrowDownToLine,
  ArrowUpToLine,
  CircleDot,
  ClipboardCopy,
  Eye,
  Keyboard,
  Link,
  RotateCw,
  Search,
  Square,
} from 'lucide-react'
import type { Command } from '../commands/index.ts'
import { FONT_ACTIONS } from './font-actions.ts'

/** Undefined: it cannot be done now, so it is not offered and its key is the shell's. */
export type ViewDoings = {
  find: () => void
  links: () => void
  restart: (() => void) | undefined
  jump: ((step: 1 | -1) => void) | undefined
  copyOutput: (() => void) | undefined
  takeControl: (() => void) | undefined
  onlyWatch: (() => void) | undefined
  record: (() => void) | undefined
  stopRecording: (() => void) | undefined
}

const group = 'Terminals'

export function viewActions(doings: ViewDoings): Command[] {
  const { find, links, restart, jump, copyOutput, takeControl, onlyWatch, record, stopRecording } = doings
  const all: (Omit<Command, 'run' | 'group'> & { run: (() => void) | undefined })[] = [
    { id: 'view.find', title: 'Find in terminal', icon: Search, shortcut: 'KeyF', run: find },
    { id: 'view.links', title: 'Links on the screen', icon: Link, shortcut: 'KeyL', run: links },
    {
      id: 'view.previous-command',
      title: 'Previous command',
      icon: ArrowUpToLine,
      shortcut: 'KeyZ',
      run: jump && (() => jump(-1)),
    },
    {
      id: 'view.next-command',
      title: 'Next command',
      icon: ArrowDownToLine,
      shortcut: 'KeyX',
      run: jump && (() => jump(1)),
    },
    {
      id: 'view.copy-output',
      title: 'Copy the command’s output',
      icon: ClipboardCopy,
      shortcut: 'KeyG',
      run: copyOutput,
    },
    { id: 'view.take-control', title: 'Take control', icon: Keyboard, run: takeControl },
    { id: 'view.only-watch', title: 'Only watch', icon: Eye, run: onlyWatch },
    { id: 'view.record', title: 'Record the output', icon: CircleDot, run: record },
    { id: 'view.stop-recording', title: 'Stop the recording', icon: Square, run: stopRecording },
    { id: 'view.restart', title: 'Restart the shell', icon: RotateCw, run: restart },
  ]
  return [...all.flatMap(({ run, ...action }) => (run ? [{ ...action, group, run }] : [])), ...FONT_ACTIONS]
}
