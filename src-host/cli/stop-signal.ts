// What runs until it is told to end: by its person, its service manager, or another process of its home.
import type { Host } from '../host.ts'

export function signalled(): Promise<unknown> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  return Promise.race(signals.map((signal) => new Promise((resolve) => process.once(signal, resolve))))
}

export function stopSignal(host: Host): Promise<unknown> {
  return Promise.race([signalled(), host.stopRequested])
}
