// Takes out of the window's memory what the person may not see any more, before the page is drawn anew.
import type { QueryKey } from '@tanstack/react-query'
import { queryClient } from '../host-client/index.ts'
import type { TakenAway } from './change-of-state.ts'

/** The host's own: the same whoever is signed in. */
const OF_THE_HOST = ['app', 'terminals', 'recordings', 'controlPlanes']

export function forget(taken: TakenAway): void {
  switch (taken.what) {
    case 'nothing':
      return
    case 'everything':
      return drop((key) => !OF_THE_HOST.includes(areaOf(key)))
    case 'organizations': {
      const gone = new Set(taken.gone.map(({ id }) => id))
      return drop((key) => gone.has(organizationOf(key) ?? ''))
    }
    default:
      return taken satisfies never
  }
}

function drop(isMeant: (key: QueryKey) => boolean): void {
  for (const query of queryClient.getQueryCache().findAll({ predicate: ({ queryKey }) => isMeant(queryKey) })) {
    void query.cancel({ silent: true })
    // Whoever shows it shows nothing of it from now on, and asks again if it is still shown.
    query.reset()
    if (query.getObserversCount() === 0) queryClient.getQueryCache().remove(query)
    else query.invalidate()
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
