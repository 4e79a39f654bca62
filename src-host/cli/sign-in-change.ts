// A sign-in that a command has made or ended is taken up by this home: by the host that runs in it, else by the next one.
import { Failure, type FailureBody } from '#contract/failure'
import type { Me } from '#contract/identity'
import { factsOf, openKnown } from '../control-planes/index.ts'
import { askRunningInstance } from '../instance/index.ts'
import { openStore } from '../store/index.ts'

/** Null when it was taken up, else why the host that runs goes on as it was. */
export async function takeUp(home: string, url: string, me: Me | null): Promise<FailureBody | null> {
  const running = await askRunningInstance(home, 'take-up', url)
  if (running !== null) return running.failure
  if (me === null) return null
  const opened = openStore(home)
  if (opened.outcome === 'held')
    return new Failure('unavailable', 'Another Mooring is just starting in this home.').toBody()
  using store = opened.store
  const known = openKnown(store)
  known.remember(url, factsOf(me))
  known.setInUse(url)
  return null
}
