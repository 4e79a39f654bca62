// Shown in place of what needs the control plane, while the host has no accepted credential: why, and the ways back in. Terminals
// go on without it.
import { useMutation } from '@tanstack/react-query'
import { Unplug } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { FailureBody } from '#contract/failure'
import { host, useAppState } from '../host-client/index.ts'
import { Button, FixLink } from '../ui/index.ts'
import { signedOutWords } from './signed-out-words.ts'

const WaysIn = lazy(async () => ({ default: (await import('../control-planes/index.ts')).WaysIn }))

export function SignedOut({ failure }: { failure: FailureBody }) {
  const { credentialStorage } = useAppState()
  const { title, ways } = signedOutWords(failure, credentialStorage === 'environment')
  const refresh = useMutation(host.app.refresh.mutationOptions())
  return (
    <section className="h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-md flex-col justify-center px-4 py-10">
        <div className="mb-8 grid justify-items-center text-center">
          <div aria-hidden className="mb-4 grid size-11 place-items-center rounded-xl bg-warn-soft text-warn-ink">
            <Unplug className="size-5" />
          </div>
          <h1 className="text-lg font-semibold">{title}</h1>
          <p className="mt-1 text-balance text-ink-soft wrap-anywhere">{failure.message}</p>
          <p className="text-balance text-ink-soft">Your terminals go on without it.</p>
          <div className="mt-4 flex flex-wrap items-center justify-center gap-3">
            {ways !== 'all' && (
              <Button busy={refresh.isPending} onClick={() => refresh.mutate()}>
                Try again
              </Button>
            )}
            {failure.fix && <FixLink fix={failure.fix} />}
          </div>
        </div>
        {ways !== 'none' && (
          <Suspense>
            <WaysIn reachable={ways === 'all'} />
          </Suspense>
        )}
      </div>
    </section>
  )
}
