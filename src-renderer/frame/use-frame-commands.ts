// The actions that are offered on every page.
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  Building2,
  Cable,
  Command as CommandIcon,
  KeyRound,
  PanelLeft,
  RefreshCw,
  SunMoon,
} from 'lucide-react'
import { type Command, useCommands } from '../commands/index.ts'
import { host } from '../host-client/index.ts'
import { selectOrganization, useOrganizationIfAny, useOrganizations } from '../organization/index.ts'
import { setTheme, type ThemeChoice, toast } from '../ui/index.ts'
import { focusPage } from './focus-page.ts'
import { SECTIONS } from './sections.ts'

type Doors = { openPalette: () => void; openNewOrganization: () => void; toggleRail: () => void }

export function useFrameCommands(doors: Doors): void {
  const goings = useGoings()
  const organizations = useOrganizationCommands(doors.openNewOrganization)
  const refresh = useMutation({
    ...host.app.refresh.mutationOptions(),
    onSuccess: () => toast.success('Identity and organizations were read again.'),
  })
  useCommands([
    ...goings,
    ...organizations,
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
    {
      id: 'go.providers',
      group: 'Go to',
      title: 'Model providers',
      icon: Cable,
      run: () => go(navigate({ to: '/settings/providers' })),
    },
    {
      id: 'api-key.create',
      group: 'API keys',
      title: 'Create API key…',
      icon: KeyRound,
      run: () => void navigate({ to: '/keys', search: { create: true } }),
    },
  ]
}

function useOrganizationCommands(openNewOrganization: () => void): Command[] {
  const organizations = useOrganizations()
  const current = useOrganizationIfAny()
  const others = organizations.filter(({ id }) => id !== current?.id)
  return [
    ...others.map(({ id, name }) => ({
      id: `organization.select.${id}`,
      group: 'Organization',
      title: `Switch to ${name}`,
      icon: ArrowLeftRight,
      run: () => selectOrganization(id),
    })),
    {
      id: 'organization.create',
      group: 'Organization',
      title: 'New organization…',
      icon: Building2,
      run: openNewOrganization,
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
