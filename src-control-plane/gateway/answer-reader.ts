// Watches the bytes of an answer go by, for the ledger. It never holds one back, and what it cannot read it lets pass.
import { createParser } from 'eventsource-parser'
import { merge, NOTHING_REPORTED, type Reported, readReported } from './reported.ts'

export type AnswerReader = {
  see: (bytes: Uint8Array) => void
  /** What is known so far. */
  reported: () => Reported
  /** Whether the stream could be continued with an event of our own: it is one of events, and the last one was whole. */
  betweenEvents: () => boolean
}

/** An answer or an event larger than this is not read: embeddings of many texts are, and say little that we need. Characters. */
const MAX_READ = 4 * 1024 * 1024

export function createAnswerReader(headers: Headers): AnswerReader {
  const type = headers.get('content-type') ?? ''
  if (headers.has('content-encoding')) return UNREADABLE
  if (type.startsWith('text/event-stream')) return createEventReader()
  return type.includes('json') ? createWholeReader() : UNREADABLE
}

const UNREADABLE: AnswerReader = { see: () => undefined, reported: () => NOTHING_REPORTED, betweenEvents: () => false }

function createEventReader(): AnswerReader {
  const decoder = new TextDecoder()
  let reported = NOTHING_REPORTED
  let ending = ''
  const parser = createParser({
    maxBufferSize: MAX_READ,
    onEvent({ data }) {
      if (isTelling(data, reported)) reported = merge(reported, readReported(parse(data)))
    },
  })
  const feed = quietly((text: string) => parser.feed(text))
  return {
    see(bytes) {
      const text = decoder.decode(bytes, { stream: true })
      ending = `${ending}${text}`.slice(-4)
      feed(text)
    },
    reported: () => reported,
    betweenEvents: () => ending === '' || /(\n\n|\r\n\r\n|\r\r)$/.test(ending),
  }
}

/** Most events are text; only those that may say something of the whole are worth parsing twice. */
function isTelling(data: string, { model }: Reported): boolean {
  return TELLING.test(data) || (model === null && data.includes('"model"'))
}

/** Counts, ends, and calls of tools. Events of a chat completion have all of these names, most of them with null. */
const TELLING = /"usage":\s*\{|"(?:stop|finish)_reason":\s*"|"tool_calls":\s*\[|tool_use"|_call"/

/** Stops after the first throw: the parser refuses a stream whose buffer it has given up. */
function quietly<T>(act: (value: T) => void): (value: T) => void {
  let works = true
  return (value) => {
    if (!works) return
    try {
      act(value)
    } catch {
      works = false
    }
  }
}

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
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
