// The actions that are offered on every page.
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command as CommandIcon, KeyRound, PanelLeft, Plug, RefreshCw, SunMoon } from 'lucide-react'
import { type Command, useCommands } from '../commands/index.ts'
import { host, useMe } from '../host-client/index.ts'
import { useOrganizationIfAny } from '../organization/index.ts'
import { sectionsFor } from '../settings-map/index.ts'
import { setTheme, type ThemeChoice, toast } from '../ui/index.ts'
import { focusPage } from './focus-page.ts'
import { SECTIONS } from './sections.ts'
import { useAccountCommands } from './use-account-commands.ts'
import { useOrganizationCommands } from './use-organization-commands.ts'

type Doors = {
  openPalette: () => void
  openNewOrganization: () => void
  openJoin: () => void
  toggleRail: () => void
}

export function useFrameCommands(doors: Doors): void {
  const goings = useGoings()
  const organization = useOrganizationCommands(doors)
  const account = useAccountCommands()
  const refresh = useMutation({
    ...host.app.refresh.mutationOptions(),
    onSuccess: () => toast.success('Identity and organizations were read again.'),
  })
  useCommands([
    ...goings,
    ...organization,
    ...account,
    ...THEMES.map(themeCommand),
    {
      id: 'rail.toggle',
      group: 'Window',
      title: 'Narrow or widen the rail',
      icon: PanelLeft,
      shortcut: 'KeyB',
      run: doors.toggleRail,
    },
    { id: 'app.refresh', group: 'Window', title: 'Check identity again', icon: RefreshCw, run: () => refresh.mutate() },
    {
      id: 'palette.open',
      group: 'Window',
      title: 'Command palette',
      icon: CommandIcon,
      shortcut: 'KeyK',
      run: doors.openPalette,
    },
  ])
}

function useGoings(): Command[] {
  const navigate = useNavigate()
  const role = useOrganizationIfAny()?.role
  const isPerson = useMe()?.keyId === null
  const go = (going: Promise<void>) => void going.then(focusPage)
  return [
    ...SECTIONS.map(({ title, to, icon, shortcut }) => ({
      id: `go.${to}`,
      group: 'Go to',
      title,
      icon,
      shortcut,
      run: () => go(navigate({ to })),
    })),
    ...sectionsFor({ role, isPerson }).map(({ command, to, icon }) => ({
      id: `go.${to}`,
      group: 'Go to',
      title: command,
      icon,
      run: () => go(navigate({ to })),
    })),
    {
      id: 'api-key.create',
      group: 'API keys',
      title: 'Create API key…',
      icon: KeyRound,
      run: () => void navigate({ to: '/keys', search: { create: true } }),
    },
    {
      id: 'tool.connect',
      group: 'API keys',
      title: 'Connect a tool: Claude Code, Codex, an SDK, curl',
      icon: Plug,
      run: () => go(navigate({ to: '/keys/connect' })),
    },
  ]
}

const THEMES: readonly { choice: ThemeChoice; title: string }[] = [
  { choice: 'light', title: 'Light theme' },
  { choice: 'dark', title: 'Dark theme' },
  { choice: 'system', title: 'Theme of the system' },
]

function themeCommand({ choice, title }: (typeof THEMES)[number]): Command {
  return { id: `theme.${choice}`, group: 'Window', title, icon: SunMoon, run: () => setTheme(choice) }
}
