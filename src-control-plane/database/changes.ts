// What has changed in the watched tables, here or on another replica. Caches drop what they hold, live connections are judged again,
// windows look again: all of them by this one feed.
import { z } from 'zod'
import { WATCHED } from './change-triggers.ts'

export const Change = z.object({
  table: z.enum(WATCHED.map(({ table }) => table)),
  organizationId: z.string().nullable(),
  userId: z.string().nullable(),
  id: z.string(),
})
export type Change = z.infer<typeof Change>

/** `'anything'`: some changes may have gone unnoticed. Must not throw. */
export type ChangeListener = (change: Change | 'anything') => void

export type Changes = {
  /** False while changes made elsewhere would go unnoticed: nothing may be remembered meanwhile. */
  readonly live: () => boolean
  /** Listeners are called in the order in which they came. */
  subscribe: (listener: ChangeListener) => Disposable
  /** Tells of a change of our own at once, where the database's word takes a moment. Telling twice is harmless. */
  announce: ChangeListener
}

/** What lies before or after this moment may have gone unnoticed, so becoming live and ceasing to be tells of anything. */
export type ChangeHub = Changes & { setLive: (live: boolean) => void }

export function createChangeHub(): ChangeHub {
  const listeners = new Set<ChangeListener>()
  let isLive = false
  const announce: ChangeListener = (change) => {
    for (const listener of [...listeners]) listener(change)
  }
  return {
    live: () => isLive,
    setLive(next) {
      if (next === isLive) return
      isLive = next
      announce('anything')
    },
    subscribe(listener) {
      const entry: ChangeListener = (change) => listener(change)
      listeners.add(entry)
      return { [Symbol.dispose]: () => void listeners.delete(entry) }
    },
    announce,
  }
}
