// The frame of the settings: their sections as tabs, each with an address of its own.
import { Link, Outlet } from '@tanstack/react-router'
import { Page } from '../ui/index.ts'

const SECTIONS = [
  { to: '/settings/general', title: 'General' },
  { to: '/settings/providers', title: 'Providers' },
] as const

export function SettingsPage() {
  return (
    <Page title="Settings">
      <nav aria-label="Settings" className="mb-6 flex gap-4 border-b border-line">
        {SECTIONS.map(({ to, title }) => (
          <Link
            key={to}
            to={to}
            className="-mb-px border-b-2 border-transparent px-0.5 pb-2 font-medium text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {title}
          </Link>
        ))}
      </nav>
      <div className="max-w-3xl">
        <Outlet />
      </div>
    </Page>
  )
}
