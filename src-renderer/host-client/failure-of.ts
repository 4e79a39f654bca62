// Whatever a call rejected with, as the failure that a person can be shown.
import { isTRPCClientError } from '@trpc/client'
import type { FailureBody } from '#contract/failure'
import type { AppRouter } from '#host'

const LOST: FailureBody = {
  code: 'unavailable',
  message: 'The connection to Mooring was lost before the answer came. Try again.',
}
const UNEXPECTED: FailureBody = {
  code: 'internal',
  message: 'Something went wrong in this window. Reload it to go on.',
}

export function failureOf(error: unknown): FailureBody {
  if (isTRPCClientError<AppRouter>(error)) return error.data?.failure ?? LOST
  return UNEXPECTED
}
