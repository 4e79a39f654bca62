// The frame of the settings: their sections at the left, whose they are above them, and the one at the address beside it.
import { Link, Outlet } from '@tanstack/react-router'
import { useMe } from '../host-client/index.ts'
import { useOrganizationIfAny } from '../organization/index.ts'
import { type SettingsSection, sectionsFor } from '../settings-map/index.ts'
import { Page } from '../ui/index.ts'

export function SettingsPage() {
  return (
    <Page title="Settings" className="max-w-6xl">
      <div className="flex min-h-0 flex-1 flex-col gap-x-6 gap-y-5 md:flex-row">
        <Sections />
        <div className="min-w-0 flex-1">
          <Outlet />
        </div>
      </div>
    </Page>
  )
}

/** In a narrow window they stand in a row that wraps, without headings. */
function Sections() {
  const organization = useOrganizationIfAny()
  const me = useMe()
  const sections = sectionsFor({ role: organization?.role, isPerson: me?.keyId === null })
  const groups = [
    { of: 'machine', heading: 'This machine' },
    { of: 'person', heading: me?.user?.name ?? 'You' },
    { of: 'organization', heading: organization?.name ?? '' },
  ] as const
  return (
    <nav
      aria-label="Settings"
      className="flex flex-wrap gap-x-1 gap-y-1 max-md:-mx-2 max-md:border-b max-md:border-line max-md:pb-3 md:w-40 md:shrink-0 md:flex-col md:flex-nowrap md:gap-5 md:pt-1"
    >
      {groups.map(({ of, heading }) => {
        const own = sections.filter((section) => section.of === of)
        return own.length > 0 && <Group key={of} heading={heading} sections={own} />
      })}
    </nav>
  )
}

function Group({ heading, sections }: { heading: string; sections: readonly SettingsSection[] }) {
  return (
    <div className="contents md:block">
      <p className="mb-1 truncate px-2 text-xs font-medium text-ink-faint max-md:hidden" title={heading}>
        {heading}
      </p>
      <ul aria-label={heading} className="flex flex-wrap gap-1 md:flex-col md:gap-0.5">
        {sections.map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className="flex h-7.5 items-center gap-2 rounded-md px-2 text-ink-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-ink contrast-more:aria-[current=page]:outline contrast-more:aria-[current=page]:-outline-offset-1"
            >
              <Icon aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
