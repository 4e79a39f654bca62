// The terminals of a host as links that open them; or in one line why there are none to open.
import { useRouter } from '@tanstack/react-router'
import { ChevronRight, SquareTerminal } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { Host, TerminalSummary } from '#contract/host'
import { Badge, RelativeTime } from '../ui/index.ts'
import { addressOf } from './attached-terminal.ts'

type HostTerminalsProps = { host: Host; isThisMachine: boolean }

export function HostTerminals({ host, isThisMachine }: HostTerminalsProps) {
  const words = whyNone(host)
  if (words) return <p className="border-t border-line px-4 py-2.5 text-ink-faint">{words}</p>
  return (
    <ul aria-label={`Terminals of ${host.name}`} className="divide-y divide-line border-t border-line">
      {host.terminals.map((terminal) => (
        <TerminalLink
          key={terminal.id}
          terminal={terminal}
          address={
            isThisMachine
              ? `/terminals?${new URLSearchParams({ terminal: terminal.id })}`
              : addressOf({ hostId: host.id, terminalId: terminal.id })
          }
        />
      ))}
    </ul>
  )
}

function whyNone({ attachable, presence, terminals }: Host): string | null {
  if (!attachable) return 'Only its owner can open its terminals.'
  if (presence.state !== 'online') return 'Its terminals can be opened when it is online.'
  return terminals.length === 0 ? 'No terminal is open on it.' : null
}

function TerminalLink({ terminal, address }: { terminal: TerminalSummary; address: string }) {
  const { history } = useRouter()
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    history.push(address)
  }
  const { title, shell, cwd, createdAt, state } = terminal
  return (
    <li>
      <a
        href={address}
        onClick={follow}
        className="group flex min-h-10 items-center gap-2.5 px-4 py-1.5 -outline-offset-2 hover:bg-hover"
      >
        <SquareTerminal aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="min-w-0 truncate font-medium">{title || shell}</span>
        {state.state !== 'running' && <Badge tone="warn">{state.state}</Badge>}
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink-faint">{cwd}</span>
        <span className="text-xs text-ink-soft">
          opened <RelativeTime at={createdAt} />
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint group-hover:text-ink" />
      </a>
    </li>
  )
}
