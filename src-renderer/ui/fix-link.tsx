// The link of a failure's `fix`: a path inside the app, search included, followed without loading the window anew.
import { useRouter } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { Fix } from '#contract/failure'

export function FixLink({ fix }: { fix: Fix }) {
  const { history } = useRouter()
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    history.push(fix.href)
  }
  return (
    <a
      href={fix.href}
      onClick={follow}
      className="inline-flex items-center gap-1 rounded-sm font-medium text-accent-ink underline decoration-accent-ink/40 underline-offset-3 hover:decoration-accent-ink"
    >
      {fix.label}
      <ArrowRight aria-hidden className="size-3.5" />
    </a>
  )
}
