// The arrangement of this browser, over reloads. Two windows share it: what one arranges, the other shows.
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { EMPTY, type Layout } from './layout.ts'
import { type PaneTree, panesOf } from './pane-tree.ts'

const STORAGE_KEY = 'mooring.terminal-layout'

const Share = z.number().positive().max(1)
const StoredTree: z.ZodType<PaneTree> = z.lazy(() =>
  z.union([
    z.object({ kind: z.literal('pane'), terminalId: z.string() }),
    z
      .object({
        kind: z.literal('split'),
        direction: z.enum(['row', 'column']),
        children: z.array(StoredTree).min(2),
        shares: z.array(Share),
      })
      .refine(({ children, shares }) => children.length === shares.length),
  ]),
)
const StoredLayout = z.object({
  tabs: z.array(z.object({ id: z.string(), root: StoredTree, active: z.string(), zoomed: z.boolean() })),
})

/** What cannot be read, or shows a terminal twice, is as if nothing had been arranged: no terminal is lost by that. */
export function parseLayout(text: string | null): Layout {
  const read = StoredLayout.safeParse(parseJson(text ?? 'null'))
  if (!read.success) return EMPTY
  const panes = read.data.tabs.flatMap(({ root }) => panesOf(root))
  const names = read.data.tabs.map(({ id }) => id)
  const once = new Set(panes).size === panes.length && new Set(names).size === names.length
  return once && read.data.tabs.every(({ root, active }) => panesOf(root).includes(active)) ? read.data : EMPTY
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

let kept: Layout | undefined
const listeners = new Set<() => void>()

export function readLayout(): Layout {
  kept ??= parseLayout(localStorage.getItem(STORAGE_KEY))
  return kept
}

export function storeLayout(layout: Layout): void {
  kept = layout
  localStorage.setItem(STORAGE_KEY, JSON.stringify(layout))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  const hear = ({ key }: StorageEvent) => {
    if (key !== STORAGE_KEY) return
    kept = undefined
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', hear)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', hear)
  }
}

export function useStoredLayout(): Layout {
  return useSyncExternalStore(subscribe, readLayout)
}
