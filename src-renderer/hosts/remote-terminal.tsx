// A terminal of another machine, under a line that says whose it is.
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { Host } from '#contract/host'
import { TerminalView } from '../terminals/index.ts'
import { buttonClass } from '../ui/index.ts'
import { PresenceLine } from './presence-line.tsx'

type RemoteTerminalProps = {
  organizationId: string
  hostId: string
  terminalId: string
  /** Undefined until the hosts are known, or when it is none of them. */
  host: Host | undefined
}

export default function RemoteTerminal({ organizationId, hostId, terminalId, host }: RemoteTerminalProps) {
  const hostName = host?.name ?? 'the other machine'
  const title = host?.terminals.find(({ id }) => id === terminalId)?.title || 'Terminal'
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line bg-canvas pr-4 pl-1.5">
        <Link to="/hosts" className={buttonClass({ variant: 'ghost', size: 'sm' })}>
          <ArrowLeft aria-hidden />
          Hosts
        </Link>
        <h1 className="min-w-0 truncate">
          <span className="font-semibold">{title}</span>
          <span className="text-ink-soft"> on {hostName}</span>
        </h1>
        <div className="ml-auto">{host && <PresenceLine presence={host.presence} />}</div>
      </header>
      <div className="min-h-0 flex-1">
        <TerminalView source={{ kind: 'remote', terminalId, hostId, hostName, organizationId }} title={title} />
      </div>
    </div>
  )
}
