// Shown in place of what needs the control plane, while the host has no accepted credential. Terminals go on without it.
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Unplug } from 'lucide-react'
import type { FailureBody } from '#contract/failure'
import { host } from '../host-client/index.ts'
import { Button, buttonClass, FixLink } from '../ui/index.ts'

export function SignedOut({ failure }: { failure: FailureBody }) {
  const refresh = useMutation(host.app.refresh.mutationOptions())
  return (
    <section className="grid h-full place-content-center justify-items-center px-6 text-center">
      <div aria-hidden className="mb-4 grid size-11 place-items-center rounded-xl bg-warn-soft text-warn-ink">
        <Unplug className="size-5" />
      </div>
      <h1 className="text-base font-semibold">Signed out</h1>
      <p className="mt-1 max-w-[52ch] text-balance text-ink-soft">{failure.message}</p>
      <p className="mt-1 max-w-[52ch] text-balance text-ink-soft">Your terminals go on without it.</p>
      <div className="mt-4 flex flex-wrap items-center justify-center gap-3">
        <Button variant="primary" busy={refresh.isPending} onClick={() => refresh.mutate()}>
          Try again
        </Button>
        <Link to="/terminals" className={buttonClass()}>
          Go to terminals
        </Link>
        {failure.fix && <FixLink fix={failure.fix} />}
      </div>
    </section>
  )
}
