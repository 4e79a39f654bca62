// The six things a person does here: what the rail, the palette, the keyboard and the window's title are made of.
import {
  ChartColumn,
  KeyRound,
  type LucideIcon,
  MessageSquareText,
  Server,
  Settings,
  SquareTerminal,
} from 'lucide-react'

export type Section = { title: string; to: SectionPath; icon: LucideIcon; shortcut: string }
export type SectionPath = '/terminals' | '/chat' | '/keys' | '/hosts' | '/usage' | '/settings'

export const SECTIONS: readonly Section[] = [
  { title: 'Terminals', to: '/terminals', icon: SquareTerminal, shortcut: 'Digit1' },
  { title: 'Chat', to: '/chat', icon: MessageSquareText, shortcut: 'Digit2' },
  { title: 'API keys', to: '/keys', icon: KeyRound, shortcut: 'Digit3' },
  { title: 'Hosts', to: '/hosts', icon: Server, shortcut: 'Digit4' },
  { title: 'Usage', to: '/usage', icon: ChartColumn, shortcut: 'Digit5' },
  { title: 'Settings', to: '/settings', icon: Settings, shortcut: 'Digit6' },
]

/** `Chat · Mooring` for `/chat/abc`. */
export function windowTitleOf(pathname: string): string {
  const section = SECTIONS.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return section ? `${section.title} · Mooring` : 'Mooring'
}
