// The arrangement of this browser, over reloads. Two windows share it: what one arranges, the other shows.
import { z } from 'zod'
import { createStoredValue } from '../stored-value/index.ts'
import { EMPTY, type Layout } from './layout.ts'
import { type PaneTree, panesOf } from './pane-tree.ts'

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

const stored = createStoredValue<Layout>('mooring.terminal-layout', parseLayout)

export const readLayout = stored.read
export const storeLayout = stored.store
export const useStoredLayout = stored.use
