// One host: its state, and its terminals for whom may attach to them.
import { Monitor } from 'lucide-react'
import type { Host } from '#contract/host'
import { Badge } from '../ui/index.ts'
import { HostTerminals } from './host-terminals.tsx'
import { PresenceLine } from './presence-line.tsx'

type HostCardProps = { host: Host; isThisMachine: boolean }

export function HostCard({ host, isThisMachine }: HostCardProps) {
  return (
    <li>
      <article aria-label={host.name} className="overflow-hidden rounded-lg border border-line bg-surface">
        <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-4 py-3">
          <Monitor aria-hidden className="size-4 text-ink-faint" />
          <h2 className="text-base font-semibold wrap-anywhere">{host.name}</h2>
          {isThisMachine && <Badge tone="accent">this machine</Badge>}
          <div className="ml-auto">
            <PresenceLine presence={host.presence} />
          </div>
        </header>
        <HostTerminals host={host} isThisMachine={isThisMachine} />
      </article>
    </li>
  )
}
