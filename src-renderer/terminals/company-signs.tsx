// What stands above a terminal's corner: that it is recorded, who else looks, and that one may only watch.
import './terminals.css'
import { useQuery } from '@tanstack/react-query'
import { Circle, Eye, Keyboard, Square } from 'lucide-react'
import { createPortal } from 'react-dom'
import type { TerminalViewer } from '#contract/terminal'
import { host } from '../host-client/index.ts'
import { useOrganizationIfAny } from '../organization/index.ts'
import { Button, cn, Popover, PopoverClose, RelativeTime } from '../ui/index.ts'
import { type Company, viewerName } from './company.ts'

type CompanySignsProps = {
  /** An element of the page's own; undefined: above the terminal's corner, null: that element is not there yet. */
  place: HTMLElement | null | undefined
  company: Company
  refusals: number
  onTakeControl: (take: boolean) => void
  /** Null where a recording cannot be stopped from here. */
  onStopRecording: (() => void) | null
}

export function CompanySigns({ place, company, refusals, onTakeControl, onStopRecording }: CompanySignsProps) {
  const { role, mayControl, viewers, recording } = company
  const signs = (
    <>
      {recording.state === 'on' && <RecordingSign since={recording.since} onStop={onStopRecording} />}
      {viewers.length > 1 && <Viewers viewers={viewers} company={company} onTakeControl={onTakeControl} />}
      {role === 'observer' && (
        <section
          key={refusals}
          aria-label="You only watch"
          className={cn(
            'flex h-6 items-center gap-2 whitespace-nowrap rounded-full border border-line bg-warn-soft pr-1 pl-3 text-xs font-medium text-warn-ink shadow-control',
            refusals > 0 && 'terminal-nudge',
          )}
        >
          {refusals > 0 ? 'Not sent: you only watch' : 'Watching'}
          {mayControl ? (
            <Button size="sm" className="h-5 rounded-full" onClick={() => onTakeControl(true)}>
              Take control
            </Button>
          ) : (
            <span className="pr-2 font-normal">your access lets you see only</span>
          )}
        </section>
      )}
    </>
  )
  if (place) return createPortal(signs, place)
  if (place === null) return null
  return <div className="absolute top-2 right-4 z-10 flex flex-wrap items-center justify-end gap-1.5">{signs}</div>
}

function RecordingSign({ since, onStop }: { since: number; onStop: (() => void) | null }) {
  return (
    <section
      aria-label="Recording"
      className="flex h-6 items-center gap-2 whitespace-nowrap rounded-full border border-line bg-danger-soft pr-1 pl-3 text-xs font-medium text-danger-ink shadow-control"
    >
      <Circle aria-hidden className="size-2.5 fill-current" />
      <span className={cn(!onStop && 'pr-2')}>
        Recording <span className="font-normal max-sm:hidden">since {timeOf(since)}</span>
      </span>
      {onStop && (
        <Button size="sm" className="h-5 rounded-full" onClick={onStop}>
          <Square aria-hidden className="fill-current" />
          Stop
        </Button>
      )}
    </section>
  )
}

const timeOf = (at: number): string => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })

type ViewersProps = { viewers: readonly TerminalViewer[]; company: Company; onTakeControl: (take: boolean) => void }

function Viewers({ viewers, company: { role, mayControl }, onTakeControl }: ViewersProps) {
  const hostName = useHostNames()
  return (
    <Popover
      title={`${viewers.length} viewers`}
      align="end"
      trigger={
        <Button size="sm" className="h-6 rounded-full" aria-label={`${viewers.length} viewers`}>
          <Eye aria-hidden />
          {viewers.length}
        </Button>
      }
    >
      <ul>
        {viewers.map((viewer) => (
          <li key={viewer.id} className="flex min-h-7 items-center gap-2">
            {viewer.role === 'controller' ? (
              <Keyboard aria-hidden className="size-4 text-ink-faint" />
            ) : (
              <Eye aria-hidden className="size-4 text-ink-faint" />
            )}
            <span className="min-w-0 flex-1 truncate">{viewerName(viewer, hostName)}</span>
            <span className="text-xs text-ink-soft">
              {viewer.role === 'controller' ? 'controls' : 'watches'}
              {viewer.visible ? '' : ', out of sight'} · <RelativeTime at={viewer.since} />
            </span>
          </li>
        ))}
      </ul>
      {mayControl && (
        <PopoverClose
          render={
            <Button size="sm" className="mt-2" onClick={() => onTakeControl(role === 'observer')}>
              {role === 'observer' ? 'Take control' : 'Only watch'}
            </Button>
          }
        />
      )}
    </Popover>
  )
}

function useHostNames(): (id: string) => string | undefined {
  const organizationId = useOrganizationIfAny()?.id ?? ''
  const hosts = useQuery({ ...host.hosts.list.queryOptions({ organizationId }), enabled: organizationId !== '' })
  return (id) => hosts.data?.find((one) => one.id === id)?.name
}
