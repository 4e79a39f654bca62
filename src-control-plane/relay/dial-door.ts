// `/relay/dial`: the host dials back. The ticket is the credential, and it is spent by being shown.
import { DialQuery, keepAlive } from '#contract/relay'
import type { Dials } from './dials.ts'
import type { RelayTiming } from './timing.ts'
import { type Door, parseQuery } from './upgrade.ts'

export function dialDoor({ dials, timing }: { dials: Dials; timing: RelayTiming }): Door {
  return async ({ query }) => {
    const dial = dials.redeem(parseQuery(DialQuery, query).ticket)
    return (host) => {
      keepAlive(host, timing.pingIntervalMs)
      dial.join(host)
    }
  }
}
