export { FAILURE_EVENT } from './event-stream.ts'
export { Failure, FailureBody, type FailureCode, type Fix, isFailure } from './failure.ts'
export { closeCodeOf, exitCodeOf, httpStatusOf } from './mapping.ts'
