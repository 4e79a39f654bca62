// What a question before a deletion says of the key, and the field that asks for its name.
import type { Ref } from 'react'
import type { ApiKey } from '#contract/api-key'
import { Field, Input, RelativeTime } from '../ui/index.ts'

export function LastUse({ apiKey: { lastUsedAt, lastUsedFrom } }: { apiKey: ApiKey }) {
  if (lastUsedAt === null) return <p className="mt-3">It was never used.</p>
  return (
    <p className="mt-3">
      It was last used{' '}
      <strong className="font-medium">
        <RelativeTime at={lastUsedAt} />
      </strong>
      {lastUsedFrom && ` from ${lastUsedFrom}`}.
    </p>
  )
}

type TypedNameProps = { ref: Ref<HTMLInputElement>; name: string; typed: string; onType: (typed: string) => void }

export function TypedName({ ref, name, typed, onType }: TypedNameProps) {
  return (
    <Field
      className="mt-4"
      label={
        <>
          Type <strong className="font-semibold select-all">{name}</strong> to delete it
        </>
      }
    >
      <Input ref={ref} value={typed} onValueChange={onType} spellCheck={false} />
    </Field>
  )
}
