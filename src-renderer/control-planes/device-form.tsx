// Signs in by a code that is approved where the person is signed in already: nothing secret is typed here.
import { useEffect, useState } from 'react'
import type { StartedDeviceSignIn } from '#contract/app'
import type { FailureBody } from '#contract/failure'
import { failureOf, hostClient, host as hostQueries, queryClient } from '../host-client/index.ts'
import { announce, Button, CopyButton, ErrorNotice, RelativeTime, Spinner, spacedCode } from '../ui/index.ts'
import type { WayProps } from './password-form.tsx'
import { useStartDeviceSignIn } from './use-control-planes.ts'

export function DeviceForm({ url, onSignedIn, onWrongAddress }: WayProps) {
  const start = useStartDeviceSignIn()
  const begin = () => {
    const onError = (error: unknown) => {
      const failure = failureOf(error)
      if (failure.field === 'url') onWrongAddress?.(failure.message)
    }
    start.mutate({ url }, { onError })
  }
  if (start.data)
    return <Waiting key={start.data.userCode} url={url} started={start.data} onSignedIn={onSignedIn} onAgain={begin} />
  const failure = start.error ? failureOf(start.error) : undefined
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-soft">
        You get a short code, and type it in a Mooring where you are signed in already: Settings, Account, “Let a device
        in”. No password is needed here.
      </p>
      {failure && !(failure.field === 'url' && onWrongAddress) && <ErrorNotice failure={failure} />}
      <Button variant="primary" size="lg" busy={start.isPending} onClick={begin}>
        Get a code
      </Button>
    </div>
  )
}

type WaitingProps = { url: string; started: StartedDeviceSignIn; onSignedIn: () => void; onAgain: () => void }

function Waiting({ url, started, onSignedIn, onAgain }: WaitingProps) {
  const failure = useApproval(url, onSignedIn)
  const { verificationUri, expiresAt } = started
  const userCode = spacedCode(started.userCode)
  useEffect(() => announce(`Your code is ${userCode.split('').join(' ')}`), [userCode])
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2 rounded-lg border border-accent-ink/30 bg-accent-soft p-2 pl-4">
        <code className="flex-1 select-all font-mono text-xl font-semibold tracking-[0.14em]">{userCode}</code>
        <CopyButton text={userCode} what="code" labelled />
      </div>
      <p className="text-ink-soft">
        In a Mooring where you are signed in, open Settings, Account and type it under “Let a device in”
        {verificationUri && (
          <>
            , or open <code className="font-mono text-xs wrap-anywhere text-ink">{verificationUri}</code>
          </>
        )}
        .
      </p>
      {failure ? (
        <ErrorNotice failure={failure} onRetry={onAgain} />
      ) : (
        <p role="status" className="flex items-center gap-2 text-ink-soft">
          <Spinner className="text-accent-ink" />
          <span>
            Waiting for you to approve it. The code ends <RelativeTime at={expiresAt} />.
          </span>
        </p>
      )}
    </div>
  )
}

/** Waits for the answer for as long as the code is shown; leaving it gives up. */
function useApproval(url: string, onSignedIn: () => void): FailureBody | undefined {
  const [failure, setFailure] = useState<FailureBody>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: one wait for each code; who hears of it may change meanwhile
  useEffect(() => {
    const shown = new AbortController()
    const wait = async () => {
      try {
        await hostClient.controlPlanes.awaitDeviceSignIn.mutate({ url }, { signal: shown.signal })
        if (shown.signal.aborted) return
        await queryClient.invalidateQueries({ queryKey: hostQueries.controlPlanes.list.queryKey() })
        onSignedIn()
      } catch (error) {
        if (!shown.signal.aborted) setFailure(failureOf(error))
      }
    }
    void wait()
    return () => shown.abort()
  }, [url])
  return failure
}
