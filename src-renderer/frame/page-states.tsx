// What stands in a page's place while it loads, when it fails, and when there is none at the address.
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { failureOf } from '../host-client/index.ts'
import { buttonClass, EmptyState, ErrorNotice, SkeletonRows } from '../ui/index.ts'

export function PagePending() {
  return (
    <div className="mx-auto w-full max-w-5xl px-6 pt-6">
      <SkeletonRows label="Loading the page" />
    </div>
  )
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <div className="mx-auto w-full max-w-xl px-6 pt-[12vh]">
      <h1 className="mb-3 text-lg font-semibold">This page could not be shown</h1>
      <ErrorNotice failure={failureOf(error)} onRetry={reset} />
    </div>
  )
}

export function NotFoundPage() {
  return (
    <div className="flex h-full">
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={<Compass />}
        title="Nothing is moored here"
        sentence="There is no page at this address."
        action={
          <Link to="/terminals" className={buttonClass({ variant: 'primary' })}>
            Go to terminals
          </Link>
        }
      />
    </div>
  )
}
