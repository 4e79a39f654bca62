// Shows the organization the window acts in; behind it all others, and the ways to another.
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, MailOpen, Plus, Waypoints } from 'lucide-react'
import { useMe } from '../host-client/index.ts'
import { selectOrganization, useOrganizationIfAny, useOrganizations } from '../organization/index.ts'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/index.ts'
import { initialsOf } from './initials.ts'

type OrganizationSwitcherProps = { onCreate: () => void; onJoin: () => void }

export function OrganizationSwitcher({ onCreate, onJoin }: OrganizationSwitcherProps) {
  const navigate = useNavigate()
  const organizations = useOrganizations()
  const current = useOrganizationIfAny()
  const isPerson = useMe()?.keyId === null
  const options = organizations.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Menu className="min-w-56" trigger={<SwitcherButton name={current?.name} />}>
      <MenuChoice label="Organization" value={current?.id ?? ''} options={options} onValueChange={selectOrganization} />
      {options.length > 0 && <MenuSeparator />}
      {isPerson && (
        <>
          <MenuItem icon={<Plus />} onSelect={onCreate}>
            New organization…
          </MenuItem>
          <MenuItem icon={<MailOpen />} onSelect={onJoin}>
            Join an organization…
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={<Waypoints />} onSelect={() => void navigate({ to: '/settings/control-planes' })}>
        Control planes
      </MenuItem>
    </Menu>
  )
}

/** While signed out. */
const NONE = 'None'

function SwitcherButton({ name, ...rest }: { name: string | undefined }) {
  return (
    <button
      type="button"
      aria-label={`Organization: ${name ?? NONE}`}
      className="flex w-full items-center gap-2.5 rounded-md p-1 text-left hover:bg-hover data-popup-open:bg-hover"
      {...rest}
    >
      {/* Drawn by the style sheet: initials are no part of the button's name. */}
      <span
        data-initials={name ? initialsOf(name) : '–'}
        className="grid size-6 shrink-0 place-items-center rounded-sm bg-accent text-[0.6875rem] font-semibold text-on-accent before:content-[attr(data-initials)]"
      />
      <span className="rail-label min-w-0 flex-1 truncate font-semibold">{name ?? NONE}</span>
      <ChevronsUpDown aria-hidden className="rail-label mr-1 size-3.5 shrink-0 text-ink-faint" />
    </button>
  )
}
