// Who else looks at a terminal, what this viewer may do there, and whether it is recorded. Pure.
import type { RecordingState, ServerFrame, TerminalRole, TerminalViewer } from '#contract/terminal'

export type Company = {
  readonly role: TerminalRole
  readonly mayControl: boolean
  /** This one included; empty until it is told. */
  readonly viewers: readonly TerminalViewer[]
  readonly recording: RecordingState
}

export type CompanyFrame = Extract<ServerFrame, { type: 'role' | 'viewers' | 'recording' }>

/** What holds until it is told otherwise: a new shell may be typed to from its first moment. */
export const ALONE: Company = { role: 'controller', mayControl: true, viewers: [], recording: { state: 'off' } }

export function met(company: Company, frame: CompanyFrame): Company {
  switch (frame.type) {
    case 'role':
      return { ...company, role: frame.role, mayControl: frame.mayControl }
    case 'viewers':
      return { ...company, viewers: frame.viewers }
    case 'recording':
      return { ...company, recording: frame.recording }
    default:
      return frame satisfies never
  }
}

/** What a person who does not see the signs should hear. */
export function newsOf(before: Company, after: Company): string[] {
  const news: string[] = []
  if (before.role !== after.role)
    news.push(after.role === 'controller' ? 'You control this terminal.' : 'You watch this terminal.')
  if (before.viewers.length > 0 && before.viewers.length < after.viewers.length)
    news.push(`${after.viewers.length} viewers look at this terminal now.`)
  if (before.recording.state !== after.recording.state) news.push(recordingWords(after.recording))
  return news.filter(Boolean)
}

export function recordingWords(recording: RecordingState): string {
  switch (recording.state) {
    case 'off':
      return ''
    case 'on':
      return 'The output of this terminal is being recorded.'
    case 'ended':
      return recording.message
    default:
      return recording satisfies never
  }
}

/** `You`, `A window of this machine`, or where somebody comes from. */
export function viewerName(viewer: TerminalViewer, hostName: (id: string) => string | undefined): string {
  if (viewer.you) return 'You'
  if (viewer.caller.kind === 'local') return 'A window on its machine'
  const { hostId } = viewer.caller
  return (hostId && hostName(hostId)) || 'Another machine'
}
