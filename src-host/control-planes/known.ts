// Which control planes this home knows and which one it uses, kept over restarts. Facts about people, no credential.
import { z } from 'zod'
import { Failure } from '#contract/failure'
import { type Me, UserRef } from '#contract/identity'
import type { Store } from '../store/index.ts'

/** The embedded one goes by this name and not by its address: its port may change. So does its sign-in. */
export const EMBEDDED = 'embedded'

/** More than anybody belongs to. */
const MAX_KNOWN = 20

/** As they were when they were last read. */
const Facts = z.object({ signedInAs: UserRef.nullable(), organizations: z.number().int().min(0).nullable() })
export type Facts = z.infer<typeof Facts>

const Remembered = z.record(z.string(), Facts)

export const NOTHING_KNOWN: Facts = { signedInAs: null, organizations: null }

export function factsOf({ user, organizations }: Me): Facts {
  return { signedInAs: user, organizations: organizations.length }
}

/** `name` is `EMBEDDED` or an origin. */
export type KnownControlPlanes = {
  names: () => string[]
  factsOf: (name: string) => Facts
  /** Throws `limit-reached` for one too many. */
  remember: (name: string, facts: Facts) => void
  forget: (name: string) => void
  inUse: () => string
  setInUse: (name: string) => void
}

export function openKnown(store: Pick<Store, 'get' | 'set'>): KnownControlPlanes {
  const read = (): Record<string, Facts> => Remembered.catch({}).parse(JSON.parse(store.get('control-planes') ?? '{}'))
  const write = (all: Record<string, Facts>) => store.set('control-planes', JSON.stringify(all))
  return {
    names: () => Object.keys(read()),
    factsOf: (name) => read()[name] ?? NOTHING_KNOWN,
    remember(name, facts) {
      const all = read()
      if (!(name in all) && Object.keys(all).length >= MAX_KNOWN)
        throw new Failure('limit-reached', `${MAX_KNOWN} control planes are known here, which is the most. Forget one.`)
      if (JSON.stringify(all[name]) !== JSON.stringify(facts)) write({ ...all, [name]: facts })
    },
    forget(name) {
      const { [name]: _, ...others } = read()
      write(others)
    },
    inUse: () => store.get('control-plane-in-use') ?? EMBEDDED,
    setInUse: (name) => store.set('control-plane-in-use', name),
  }
}
