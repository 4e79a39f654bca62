// Other shells and folders to begin with than the usual: the person's profiles, and the shells that this machine has.
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { ChevronDown, Settings2, SquareTerminal, Star } from 'lucide-react'
import { host } from '../host-client/index.ts'
import { type Profile, usePreferences } from '../terminal-preferences/index.ts'
import { IconButton, Menu, MenuItem, MenuSeparator } from '../ui/index.ts'

export function ProfileMenu({ onOpen }: { onOpen: (profile: Profile) => void }) {
  const { profiles, defaultProfile } = usePreferences()
  const { data: shells = [] } = useQuery(host.terminals.profiles.queryOptions())
  const { history } = useRouter()
  return (
    <Menu align="end" trigger={<IconButton label="Open by profile" size="sm" icon={<ChevronDown />} />}>
      {profiles.map((profile) => (
        <MenuItem
          key={profile.id}
          icon={profile.id === defaultProfile ? <Star aria-label="Usual" /> : <SquareTerminal aria-hidden />}
          onSelect={() => onOpen(profile)}
        >
          {profile.name}
        </MenuItem>
      ))}
      {profiles.length > 0 && <MenuSeparator />}
      {shells.map(({ shell, label }) => (
        <MenuItem
          key={shell}
          icon={<SquareTerminal aria-hidden />}
          onSelect={() => onOpen({ id: shell, name: label, shell, cwd: '' })}
        >
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<Settings2 aria-hidden />} onSelect={() => history.push('/settings/terminal')}>
        Profiles and settings…
      </MenuItem>
    </Menu>
  )
}
