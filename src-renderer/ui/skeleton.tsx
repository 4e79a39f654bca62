// The place of something that is being loaded. Hidden from screen readers: the region around it is `aria-busy`.
import { cn } from './cn.ts'

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-pulse rounded-sm bg-hover', className)} />
}

/** Rows of a list that is being loaded, with what is being loaded in words for screen readers. */
export function SkeletonRows({ label, rows = 3 }: { label: string; rows?: number }) {
  return (
    <div aria-busy className="flex flex-col gap-3 py-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
    </div>
  )
}
