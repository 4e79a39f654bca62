// What stops working when somebody is not in an organization any more, listed before it happens.
import type { ApiKey } from '#contract/api-key'

type WhatStopsProps = {
  /** Bound to the organization; undefined while they are not known. */
  keys: readonly Pick<ApiKey, 'id' | 'name'>[] | undefined
  whose: 'Your' | 'Their'
  /** Further lines. */
  more?: readonly string[]
}

/** Names that are listed; the rest is a number. */
const LISTED = 5

export function WhatStops({ keys = [], whose, more = [] }: WhatStopsProps) {
  return (
    <ul className="mt-3 list-disc space-y-1 pl-5 text-ink-soft">
      {keys.length > 0 && (
        <li>
          {whose} {keys.length === 1 ? 'key stops' : `${keys.length} keys stop`} working:{' '}
          <span className="text-ink">{namesOf(keys)}</span>.
        </li>
      )}
      <li>{whose} open chats, terminals of its hosts and requests to models end at once.</li>
      {more.map((line) => (
        <li key={line}>{line}</li>
      ))}
      <li>Nothing is deleted: whoever comes back finds it working again.</li>
    </ul>
  )
}

function namesOf(keys: readonly Pick<ApiKey, 'name'>[]): string {
  const names = keys.slice(0, LISTED).map(({ name }) => name)
  const rest = keys.length - names.length
  return [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}
