// What is answered without asking the provider, because of what it answered before. Pure.
import { Failure } from '#contract/failure'
import type { PoolChoice } from '../provider/index.ts'

export function poolFailure(choice: Exclude<PoolChoice, { choice: 'use' }>, at: number): Failure {
  switch (choice.choice) {
    case 'limited':
      return new Failure('too-many-requests', "The provider limits all of your organization's keys at the moment.", {
        retryAfterS: secondsUntil(choice.until, at),
      })
    case 'broken':
      return brokenFailure(choice.until, at)
    case 'refused':
      return refusedFailure(choice.hint)
    case 'unreadable':
      return new Failure('unavailable', 'The stored provider key cannot be read. An admin can enter it again.')
    default:
      return choice satisfies never
  }
}

export function brokenFailure(until: number, at: number): Failure {
  return new Failure('unavailable', 'The provider failed again and again. It is left alone for a moment.', {
    retryAfterS: secondsUntil(until, at),
  })
}

export function refusedFailure(hint: string): Failure {
  return new Failure(
    'provider-failed',
    `The provider does not accept your organization's key (${hint}). An admin can enter another under Settings, Providers.`,
  )
}

const secondsUntil = (until: number, at: number) => Math.max(1, Math.ceil((until - at) / 1_000))
