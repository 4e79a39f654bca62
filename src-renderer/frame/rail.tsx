// The narrow rail: whose things these are, the six places, and how this host is.
import { Link } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react'
import { ariaKeysOf, platform, ShortcutKeys } from '../commands/index.ts'
import { IconButton, Kbd, Tooltip } from '../ui/index.ts'
import { OrganizationSwitcher } from './organization-switcher.tsx'
import { PresenceStatus } from './presence-status.tsx'
import { SECTIONS, type Section } from './sections.ts'

type RailProps = {
  collapsed: boolean
  onToggle: () => void
  onSearch: () => void
  onCreateOrganization: () => void
  onJoinOrganization: () => void
}

export function Rail({ collapsed, onToggle, onSearch, onCreateOrganization, onJoinOrganization }: RailProps) {
  return (
    <nav aria-label="Main" data-collapsed={collapsed || undefined} className="rail flex flex-col gap-3 p-2 pr-1.5">
      <OrganizationSwitcher onCreate={onCreateOrganization} onJoin={onJoinOrganization} />
      <SearchButton onSearch={onSearch} />
      <ul className="flex flex-1 flex-col gap-0.5">
        {SECTIONS.map((section) => (
          <li key={section.to}>
            <SectionLink section={section} />
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-1">
        <PresenceStatus />
        <IconButton
          size="sm"
          label={collapsed ? 'Widen the rail' : 'Narrow the rail'}
          shortcut={<ShortcutKeys shortcut="KeyB" />}
          icon={collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
          onClick={onToggle}
          className="rail-toggle ml-0.5 text-ink-faint"
        />
      </div>
    </nav>
  )
}

function SearchButton({ onSearch }: { onSearch: () => void }) {
  return (
    <button
      type="button"
      aria-keyshortcuts={platform === 'mac' ? 'Meta+K' : 'Control+K Control+Shift+K'}
      onClick={onSearch}
      className="flex h-8 items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-ink-faint shadow-control hover:border-line-strong hover:text-ink-soft contrast-more:border-line-strong"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="rail-label flex-1 text-left">Commands</span>
      <span className="rail-label">
        <Kbd>{platform === 'mac' ? '⌘ K' : 'Ctrl K'}</Kbd>
      </span>
    </button>
  )
}

function SectionLink({ section: { title, to, icon: Icon, shortcut } }: { section: Section }) {
  return (
    <Tooltip side="right" content={title} shortcut={<ShortcutKeys shortcut={shortcut} />}>
      <Link
        to={to}
        aria-keyshortcuts={ariaKeysOf(shortcut, platform)}
        className="flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-soft transition-colors duration-100 hover:bg-hover hover:text-ink aria-[current=page]:bg-selected contrast-more:aria-[current=page]:outline contrast-more:aria-[current=page]:-outline-offset-1 aria-[current=page]:text-ink [&[aria-current=page]>svg]:text-accent-ink"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="rail-label truncate">{title}</span>
      </Link>
    </Tooltip>
  )
}
