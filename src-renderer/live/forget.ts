// Takes out of the window's memory what the person may not see any more, before the page is drawn anew. The
// page of another person is another page (see the gates of the frame), so what it needs is asked then.
import type { QueryCache, QueryKey } from '@tanstack/react-query'
import type { TakenAway } from './change-of-state.ts'

/** The host's own: the same whoever is signed in. */
const OF_THE_HOST = ['app', 'terminals', 'recordings', 'controlPlanes']

export function forget(cache: QueryCache, taken: TakenAway): void {
  switch (taken.what) {
    case 'nothing':
      return
    case 'everything':
      return drop(cache, (key) => !OF_THE_HOST.includes(areaOf(key)))
    case 'organizations': {
      const gone = new Set(taken.gone.map(({ id }) => id))
      return drop(cache, (key) => gone.has(organizationOf(key) ?? ''))
    }
    default:
      return taken satisfies never
  }
}

function drop(cache: QueryCache, isMeant: (key: QueryKey) => boolean): void {
  for (const query of cache.findAll({ predicate: ({ queryKey }) => isMeant(queryKey) })) {
    void query.cancel({ silent: true })
    // Whoever shows it shows nothing of it from now on.
    query.reset()
    if (query.getObserversCount() === 0) cache.remove(query)
  }
}

/** Keys are `[['members', 'list'], { input, type }]`. */
function areaOf([path]: QueryKey): string {
  return Array.isArray(path) ? String(path[0]) : ''
}

function organizationOf([, question]: QueryKey): string | undefined {
  const input = inside(question, 'input')
  const id = inside(input, 'organizationId')
  return typeof id === 'string' ? id : undefined
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
