// Which of a person's keys a tool can use in an organization, newest first.
import type { ApiKey } from '#contract/api-key'
import { stateOf } from './key-list.ts'

/** `now` in milliseconds since the epoch. */
export function connectableKeys(keys: readonly ApiKey[], organizationId: string, now: number): ApiKey[] {
  return keys
    .filter((key) => stateOf(key, now) === 'usable' && (key.organizationId ?? organizationId) === organizationId)
    .toSorted((one, other) => other.createdAt - one.createdAt)
}
