// What a wire format must say for the scripted upstream to speak it. Pure: values in, JSON out.
import type { ScriptedCall, ScriptedUsage } from './script.ts'

/** One server-sent event. `name` is null where the format sends data lines only. */
export type WireEvent = { readonly name: string | null; readonly data: unknown }

/** `id` is unlike that of any other call, also of another answer in the same conversation. */
export type Call = ScriptedCall & { readonly id: string }

export type Exchange = {
  readonly model: string
  readonly usage: ScriptedUsage
  readonly calls: readonly Call[]
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
  model: (id: string) => unknown
}

/** What a call is given, in the pieces in which a provider streams it: never one that could be parsed by itself. */
export function argumentPieces({ input }: Call): string[] {
  const text = JSON.stringify(input)
  const half = Math.ceil(text.length / 2)
  return [text.slice(0, half), text.slice(half)]
}

export function encodeEvent({ name, data }: WireEvent): string {
  const payload = typeof data === 'string' ? data : JSON.stringify(data)
  return `${name === null ? '' : `event: ${name}\n`}data: ${payload}\n\n`
}
