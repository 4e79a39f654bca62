// Watches the bytes of an answer go by, for the ledger. It never holds one back, and what it cannot read it lets pass.
import { createEventFeed } from './event-feed.ts'
import { merge, NOTHING_REPORTED, type Reported, readReported } from './reported.ts'

export type AnswerReader = {
  see: (bytes: Uint8Array) => void
  /** What is known so far. */
  reported: () => Reported
  /** Whether the stream could be continued with an event of our own: it is one of events, and the last one was whole. */
  betweenEvents: () => boolean
  /** Whether it may end here: false in the middle of a line of events. */
  endsWhole: () => boolean
}

/** An answer or an event larger than this is not read: embeddings of many texts are, and say little that we need. Characters. */
const MAX_READ = 4 * 1024 * 1024

export function createAnswerReader(headers: Headers): AnswerReader {
  const type = headers.get('content-type')?.toLowerCase() ?? ''
  if (headers.has('content-encoding')) return UNREADABLE
  if (type.startsWith('text/event-stream')) return createEventReader()
  return type.includes('json') ? createWholeReader() : UNREADABLE
}

const UNREADABLE: AnswerReader = {
  see: () => undefined,
  reported: () => NOTHING_REPORTED,
  betweenEvents: () => false,
  endsWhole: () => true,
}

function createEventReader(): AnswerReader {
  const decoder = new TextDecoder()
  let reported = NOTHING_REPORTED
  let ending = ''
  const feed = createEventFeed(MAX_READ, (data) => {
    if (isTelling(data, reported)) reported = merge(reported, readReported(parse(data)))
  })
  return {
    see(bytes) {
      const text = decoder.decode(bytes, { stream: true })
      ending = `${ending}${text}`.slice(-LONGEST_ENDING)
      feed(text)
    },
    reported: () => reported,
    betweenEvents: () => ending === '' || /(\n\n|\r\n\r\n|\r\r)$/.test(ending),
    endsWhole: () => ending === '' || /[\r\n]$/.test(ending) || LAST_WORD.test(ending),
  }
}

/** Some servers end with OpenAI's last word, and no line end after it. */
const LAST_WORD = /(^|[\r\n])data: ?\[DONE\]$/
const LONGEST_ENDING = '\ndata: [DONE]'.length

/** Most events are text; only those that may say something of the whole are worth parsing twice. */
function isTelling(data: string, { model }: Reported): boolean {
  return TELLING.test(data) || (model === null && data.includes('"model"'))
}

/** Counts, ends, and calls of tools. Events of a chat completion have all of these names, most of them with null. */
const TELLING = /"usage":\s*\{|"(?:stop|finish)_reason":\s*"|"tool_calls":\s*\[|tool_use"|_call"/

function createWholeReader(): AnswerReader {
  const pieces: Uint8Array[] = []
  let size = 0
  return {
    see(bytes) {
      size += bytes.length
      if (size <= MAX_READ) pieces.push(bytes)
    },
    reported: () => (size > MAX_READ ? NOTHING_REPORTED : readReported(parse(Buffer.concat(pieces).toString('utf8')))),
    betweenEvents: () => false,
    endsWhole: () => true,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
