// tRPC with our failures: a procedure rejects with a `Failure`, the window reads it from `error.data.failure`.
import { initTRPC, type TRPCError } from '@trpc/server'
import { Failure, type FailureBody, isFailure } from '#contract/failure'
import type { RouterContext } from './context.ts'

const trpc = initTRPC.context<RouterContext>().create({
  errorFormatter({ shape, error }) {
    const data: typeof shape.data & { failure: FailureBody } = { ...shape.data, failure: failureOf(error).toBody() }
    delete data.stack
    return { ...shape, message: data.failure.message, data }
  },
})

/** What the window is told: our failures as they are, bad input with the field named, anything else without its inside. */
function failureOf(error: TRPCError): Failure {
  if (isFailure(error.cause)) return error.cause
  if (error.code === 'BAD_REQUEST')
    return new Failure('bad-request', `The request was not understood: ${error.message}`)
  if (error.code === 'NOT_FOUND') return new Failure('not-found', error.message)
  return new Failure('internal', 'Mooring met an error that it did not expect. Its log says more.')
}

export const router = trpc.router
export const procedure = trpc.procedure
