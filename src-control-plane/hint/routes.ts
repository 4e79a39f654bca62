// `/v1/hints`: a stream that says "look again" whenever something changed that the caller may read.
import { createRoute } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { HINTS_PATH, Hint } from '#contract/hint'
import { eventStream, newRouter } from '../http/index.ts'
import type { LiveAccess } from '../identity/index.ts'
import { followHints, type HintDependencies } from './follow-hints.ts'

/** Streams of one credential at once: a window has one, and a person fewer windows. */
const MAX_STREAMS = 64

const hints = createRoute({
  method: 'get',
  path: HINTS_PATH,
  summary: 'What to look at again, as it changes, as server-sent events',
  description:
    'A hint names what changed and carries nothing of it. Whoever connects, or connects again, looks at everything once. A last event `failure` says why a stream was ended.',
  responses: { 200: { content: { 'text/event-stream': { schema: Hint } }, description: 'A stream of hints' } },
})

export function hintRoutes(deps: HintDependencies & { live: LiveAccess }) {
  const open = new Map<string, number>()
  /** Counts a stream of this credential until it is disposed. */
  const take = (sourceId: string): Disposable => {
    const count = open.get(sourceId) ?? 0
    if (count >= MAX_STREAMS) {
      throw new Failure('too-many-requests', `This credential has ${MAX_STREAMS} streams of hints open, the most.`)
    }
    open.set(sourceId, count + 1)
    return {
      [Symbol.dispose]() {
        const left = (open.get(sourceId) ?? 1) - 1
        if (left === 0) open.delete(sourceId)
        else open.set(sourceId, left)
      },
    }
  }
  return newRouter().openapi(hints, (c) => {
    const principal = c.get('principal')
    const taken = take(principal.source.id)
    const stream = eventStream({
      client: c.req.raw.signal,
      hold(end) {
        const stack = new DisposableStack()
        stack.use(taken)
        stack.use(deps.live.hold({ principal, scope: null, end }))
        return stack
      },
      follow: (signal) => followHints(deps, principal, signal),
    })
    return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  })
}
