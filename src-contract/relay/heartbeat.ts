// Notices a connection whose other end has gone without a word (a closed laptop, a lost network): TCP alone takes a quarter of an hour.
import type { Carrier } from './carrier.ts'

/** Milliseconds between pings. A peer that dies right after one is given up at the second from there: within 60 s, 75 at most (R10). */
export const PING_INTERVAL_MS = 30_000

/** Calls back at each interval until stopped. */
export type Every = (ms: number, tick: () => void) => { stop: () => void }

export const everyInterval: Every = (ms, tick) => {
  const timer = setInterval(tick, ms)
  return { stop: () => clearInterval(timer) }
}

/** Pings until the connection closes, and terminates it after a whole interval without a sign of life. */
export function keepAlive(carrier: Carrier, intervalMs = PING_INTERVAL_MS, every: Every = everyInterval): void {
  let heard = true
  let waiting = 0
  const beat = every(intervalMs, () => {
    const drained = carrier.bufferedAmount === 0 || carrier.bufferedAmount < waiting
    // While we do not read we cannot hear a pong. Whoever still takes what we send is alive; if nobody takes anything, nobody is.
    if (!heard && !(carrier.isPaused && drained)) return carrier.terminate()
    heard = false
    waiting = carrier.bufferedAmount
    carrier.ping()
  })
  const hear = () => {
    heard = true
  }
  carrier.on('pong', hear)
  carrier.on('message', hear)
  carrier.on('close', beat.stop)
}
