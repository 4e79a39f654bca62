// The largest body that our own routes take. The gateway has a bound of its own: it forwards what providers take.
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Failure } from '#contract/failure'
import { failureResponse } from './router.ts'

const MAX_BODY_MIB = 1

/** Answers `too-large`: at once where the length is told, else as soon as it is passed. */
const bounded = bodyLimit({
  maxSize: MAX_BODY_MIB * 1024 * 1024,
  onError() {
    const answer = failureResponse(
      new Failure('too-large', `The request is larger than ${MAX_BODY_MIB} MiB, which is the limit.`),
    )
    // The rest of the body is not read, so nothing can follow it.
    answer.headers.set('connection', 'close')
    return answer
  },
})

/** These have none (RFC 9110, 9.3.1). To look for one costs a fifth of an answer. */
const BODYLESS = new Set(['GET', 'HEAD'])

export const bodyBound: MiddlewareHandler = (c, next) => (BODYLESS.has(c.req.method) ? next() : bounded(c, next))
