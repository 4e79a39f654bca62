// What is seen before the host has said anything.
import { failureOf } from '../host-client/index.ts'
import { ErrorNotice, Spinner } from '../ui/index.ts'

export function Splash({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main className="grid h-full place-items-center px-6">
      <h1 className="sr-only">Mooring</h1>
      {error ? (
        <ErrorNotice failure={failureOf(error)} onRetry={onRetry} className="max-w-md" />
      ) : (
        <p className="flex items-center gap-2.5 text-ink-soft">
          <Spinner className="text-accent-ink" />
          Reaching Mooring on this machine…
        </p>
      )}
    </main>
  )
}
