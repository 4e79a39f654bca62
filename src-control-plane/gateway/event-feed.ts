// Server-sent events from text as it comes. An event that is too large to be kept is passed over; those after it are read again.
import { createParser } from 'eventsource-parser'

export type EventFeed = (text: string) => void

/** `maxLength` characters of one event are kept at most, until it is whole. */
export function createEventFeed(maxLength: number, onData: (data: string) => void): EventFeed {
  let passingOver = false
  let before = ''
  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent: ({ data }) => onData(data),
    onError: ({ type }) => {
      passingOver ||= type === 'max-buffer-size-exceeded'
    },
  })
  return (text) => {
    const seam = before + text
    before = seam.slice(-LONGEST_END)
    if (!passingOver) return parser.feed(text)
    const end = END_OF_EVENT.exec(seam)
    if (end === null) return
    passingOver = false
    parser.reset()
    parser.feed(seam.slice(end.index + end[0].length))
  }
}

/** A blank line, by any of the line ends that the standard knows: https://html.spec.whatwg.org/multipage/server-sent-events.html */
const END_OF_EVENT = /\r\n\r\n|\n\n|\r\r/
/** Of what has come before, as much as the beginning of a blank line. */
const LONGEST_END = '\r\n\r\n'.length - 1
