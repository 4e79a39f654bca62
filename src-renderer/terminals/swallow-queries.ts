// Terminal queries are answered once, where the PTY is. A viewer that answered too would type into the shell, once for
// each viewer and again at each replay (T13). So every parser entry that makes xterm.js answer is taken here.
import type { IDisposable, IParser } from '@xterm/xterm'
import { COLOR_OSCS, CSI_QUERIES, DCS_QUERIES, isColorQuery } from '#contract/terminal'

const swallow = (): boolean => true

export function swallowQueries(parser: IParser): IDisposable {
  const handlers = [
    ...CSI_QUERIES.map((query) => parser.registerCsiHandler(query, swallow)),
    ...DCS_QUERIES.map((query) => parser.registerDcsHandler(query, swallow)),
    ...COLOR_OSCS.map((code) => parser.registerOscHandler(code, isColorQuery)),
  ]
  return {
    dispose() {
      for (const handler of handlers) handler.dispose()
    },
  }
}
