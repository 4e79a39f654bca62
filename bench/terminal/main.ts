// How fast a terminal is, through the whole path that a window uses: shell, PTY, terminal server, host, WebSocket, viewer.
// `-- echo` and the like measure one group alone, and `-- curve` what the brake costs, which is measured only when asked for; what is compared with is measured beside it, in turns.
import { parseArgs } from 'node:util'
import { type Figure, figure, report } from '../report.ts'
import { measureInBrowser } from './browser.ts'
import { measureCurve, ratios } from './curve.ts'
import { measureEcho } from './echo.ts'
import { measureIdleMemory } from './idle-memory.ts'
import { openPlace, type Place } from './place.ts'
import { measureBatching, measureExits, measureReattach } from './small-figures.ts'
import { measureThroughput } from './throughput.ts'

type Figures = Record<string, Figure>

const GROUPS: Record<string, (place: Place) => Promise<Figures>> = {
  throughput: async (place) => {
    const { floor, ours, peer } = await measureThroughput(place)
    return {
      cat_vs_floor: figure(ratios(ours, floor), '×', { atLeast: 0.5 }),
      cat_mb_per_s: figure(ours, 'MB/s'),
      floor_mb_per_s: figure(floor, 'MB/s'),
      ...(peer.length > 0 && { websocketd_vs_floor: figure(ratios(peer, floor), '×') }),
    }
  },
  browser: async (place) => {
    const { plain, ours, interruptP99 } = await measureInBrowser(place)
    return {
      browser_vs_xterm: figure(ratios(ours, plain), '×', { atLeast: 0.6 }),
      xterm_mb_per_s: figure(plain, 'MB/s'),
      ctrl_c_p99_ms: figure(interruptP99, 'ms', { atMost: 100 }),
    }
  },
  echo: async (place) => {
    const { direct, ours, flooded } = await measureEcho(place)
    return {
      echo_ratio: figure(ratios(ours, direct), '×', { atMost: 2.5 }),
      echo_under_flood_ratio: figure(ratios(flooded, ours), '×', { atMost: 1.2 }),
      echo_ms: figure(ours, 'ms'),
    }
  },
  reattach: async (place) => ({ reattach_ms: figure(await measureReattach(place), 'ms', { atMost: 30 }) }),
  batch: async (place) => ({ batch_ratio: figure(await measureBatching(place), '×', { atMost: 0.1 }) }),
  exit: async (place) => {
    const lost = await measureExits(place)
    const all = lost.reduce((sum, bytes) => sum + bytes, 0)
    return { lost_at_exit: { ...figure([all], 'bytes', { atMost: 0 }), runs: lost.length } }
  },
  curve: measureCurve,
  memory: async () => ({ idle_terminal_mb: figure(await measureIdleMemory(), 'MB', { atMost: 2 }) }),
}

const { positionals } = parseArgs({ strict: false, allowPositionals: true })
const figures: Figures = {}
for (const [name, measure] of Object.entries(GROUPS)) {
  if (positionals.length > 0 ? !positionals.includes(name) : name === 'curve') continue
  await using place = await openPlace()
  Object.assign(figures, await measure(place))
}
report('terminal', figures)
