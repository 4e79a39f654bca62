// What a wire format must say for the scripted upstream to speak it. Pure: values in, JSON out.
import type { ScriptedUsage } from './script.ts'

/** One server-sent event. `name` is null where the format sends data lines only. */
export type WireEvent = { readonly name: string | null; readonly data: unknown }

export type Exchange = {
  readonly model: string
  readonly usage: ScriptedUsage
  /** False if the client must ask for usage in the stream and did not. */
  readonly usageWanted: boolean
}

export type WireFormat = {
  /** The answer in one piece. */
  whole: (exchange: Exchange, text: string) => unknown
  opening: (exchange: Exchange) => WireEvent[]
  delta: (exchange: Exchange, piece: string) => WireEvent
  closing: (exchange: Exchange, text: string) => WireEvent[]
  failure: (status: number, message: string) => unknown
  models: (ids: readonly string[]) => unknown
}

export function encodeEvent({ name, data }: WireEvent): string {
  const payload = typeof data === 'string' ? data : JSON.stringify(data)
  return `${name === null ? '' : `event: ${name}\n`}data: ${payload}\n\n`
}
