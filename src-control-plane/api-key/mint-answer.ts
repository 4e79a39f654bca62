// From the outcome of a mint to what the caller is told.
import type { MintedApiKey, MintRequest } from '#contract/api-key'
import { Failure } from '#contract/failure'
import type { MintResult } from './mint.ts'
import { nameTaken } from './refusal.ts'

const IDEMPOTENCY_KEY = { field: 'headers.idempotency-key' }

export function minted(result: MintResult, { kind, name }: MintRequest): MintedApiKey {
  switch (result.outcome) {
    case 'created':
      return result.minted
    case 'expiry-refused':
      throw new Failure('bad-request', result.message, { field: 'expiresAt' })
    case 'name-taken':
      throw nameTaken(name)
    case 'limit-reached':
      throw new Failure('limit-reached', `${OWNERS[kind]} ${result.limit} keys, which is the most. Delete one first.`)
    case 'another-request':
      throw new Failure('conflict', 'This idempotency key was sent before, with another request.', IDEMPOTENCY_KEY)
    case 'too-late':
      throw new Failure(
        'conflict',
        `The key "${result.name}" was created already, and its secret cannot be shown again. Delete it and create a new one.`,
        IDEMPOTENCY_KEY,
      )
    default:
      return result satisfies never
  }
}

const OWNERS: Record<MintRequest['kind'], string> = {
  member: 'In this organization you have',
  personal: 'You have, for all of your organizations,',
  service: 'This organization has',
}
