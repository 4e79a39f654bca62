// The place of something that is being loaded.

/** Rows of a list that is being loaded, with what is being loaded in words for screen readers. */
export function SkeletonRows({ label, rows = 3 }: { label: string; rows?: number }) {
  return (
    <div aria-busy className="flex flex-col gap-3 py-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
        <div key={row} aria-hidden className="h-8 animate-pulse rounded-sm bg-hover" />
      ))}
    </div>
  )
}
