// What the scripted upstream is told to do with a request: what to say, what it costs, and what goes wrong.

/** Tokens as the provider counts them. `input` excludes what came from the cache, in every wire format. */
export type ScriptedUsage = {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

export type Fault =
  /** Answers, but late. */
  | { readonly kind: 'delay'; readonly beforeFirstByteMs: number }
  /** The connection is cut after so many pieces of text; when not streaming, in the middle of the body. */
  | { readonly kind: 'die'; readonly afterChunks: number }
  /** The connection is cut before the first byte. */
  | { readonly kind: 'refuse' }
  /** A failure in the provider's own shape, for example 401, 429 or 529. */
  | { readonly kind: 'status'; readonly status: number; readonly message?: string; readonly retryAfterSeconds?: number }
  /** What a proxy in front of the provider says: an HTML page. */
  | { readonly kind: 'html'; readonly status: number }
  /** The request is taken and never answered. */
  | { readonly kind: 'silent' }
  /** These bytes instead of an answer, its head included, each piece in a write of its own, however wrong; then the connection ends. */
  | { readonly kind: 'raw'; readonly pieces: Iterable<string> | AsyncIterable<string> }

/** A tool that the model wants to be called: the answer ends with it, and says so as its stop reason. */
export type ScriptedCall = { readonly name: string; readonly input: Readonly<Record<string, unknown>> }

export type Answer = {
  /** The pieces in which the text is streamed. An async iterable lets a test decide when each one leaves. */
  readonly chunks: Iterable<string> | AsyncIterable<string>
  /** What follows the text, if anything. */
  readonly calls: readonly ScriptedCall[]
  readonly usage: ScriptedUsage
  readonly fault?: Fault | undefined
}

export type RecordedRequest = {
  /** `UPGRADE` and `MESSAGE` for a WebSocket and what is said on it. */
  readonly method: string
  /** Path and query as received. */
  readonly path: string
  /** Names in lower case; a header sent twice is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** The body's bytes as text. */
  readonly body: string
  /** The body parsed, or null when it is not JSON. */
  readonly json: unknown
  /** Settles when the exchange is over: true if the connection ended before the answer was complete. */
  readonly clientLeft: Promise<boolean>
}

/** One answer for every request, or a decision for each. What is left out is taken from `DEFAULT_ANSWER`. */
export type Script = Partial<Answer> | ((request: RecordedRequest) => Partial<Answer>)

export const DEFAULT_ANSWER: Answer = {
  chunks: ['Hello ', 'from the ', 'scripted upstream.'],
  calls: [],
  usage: { input: 11, output: 7, cacheRead: 0, cacheWrite: 0 },
}
