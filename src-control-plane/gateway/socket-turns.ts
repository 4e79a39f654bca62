// The turns of one WebSocket that are under way: each `response.create` is one, and one row of the ledger. Turns that name a stream follow
// each other in it, beside those of other streams: https://developers.openai.com/api/docs/guides/websocket-mode
import { z } from 'zod'
import type { Ending, OpenEntry } from '../ledger/index.ts'
import { merge, NOTHING_REPORTED, type Reported, readReported } from './reported.ts'

export type Turn = { readonly stream: string | undefined; readonly entry: OpenEntry }

export type Turns = {
  readonly size: () => number
  readonly begin: (turn: Turn) => void
  /** Reads what the provider says, and closes the turn that it ends. */
  readonly hear: (message: Buffer) => void
  /** Ends all that are under way; they are returned. */
  readonly endAll: (ending: Ending) => Turn[]
}

const text = z.string().optional().catch(undefined)
const Event = z.looseObject({ type: text, stream_id: text, status: z.number().int().optional().catch(undefined) })
type Event = z.infer<typeof Event>

/** Most events are pieces of text, and say nothing of the whole. */
const TELLING = /"type"\s*:\s*"(?:response\.(?:created|completed|failed|incomplete|cancelled|output_item\.done)|error)"/

export function createTurns(): Turns {
  const open: (Turn & { reported: Reported })[] = []
  const end = (turn: Turn & { reported: Reported }, ending: Ending) => {
    open.splice(open.indexOf(turn), 1)
    const { counts, tools, ...rest } = turn.reported
    void turn.entry.close({ ...counts, ...rest, tools: [...tools], ...ending })
  }
  return {
    size: () => open.length,
    begin: (turn) => void open.push({ ...turn, reported: NOTHING_REPORTED }),
    hear(message) {
      const said = message.toString()
      if (!TELLING.test(said)) return
      const event = Event.safeParse(parse(said)).data
      const turn = open.find(({ stream }) => stream === event?.stream_id) ?? (open.length === 1 ? open[0] : undefined)
      if (event === undefined || turn === undefined) return
      turn.entry.noteFirstByte()
      turn.reported = merge(turn.reported, readReported(event))
      const ending = endingBy(event)
      if (ending !== null) end(turn, ending)
    },
    endAll(ending) {
      const ended = [...open]
      for (const turn of ended) end(turn, ending)
      return ended
    },
  }
}

/** Null: it goes on. */
function endingBy({ type, status = 400 }: Event): Ending | null {
  switch (type) {
    case 'response.completed':
    case 'response.incomplete':
      return { status: 200, outcome: 'ok', error: null }
    case 'response.cancelled':
      return { status: 200, outcome: 'cancelled', error: null }
    case 'response.failed':
      return { status: 200, outcome: 'failed', error: 'provider-failed' }
    case 'error':
      return { status, outcome: 'failed', error: `status-${status}` }
    default:
      return null
  }
}

function parse(said: string): unknown {
  try {
    return JSON.parse(said)
  } catch {
    return null
  }
}
