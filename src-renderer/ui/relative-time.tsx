// A time as a distance from now ("3 minutes ago"), absolute on hover and focus. It keeps itself right as time passes.
import { useEffect, useState } from 'react'
import { distanceOf, refreshDelayMs } from './time-distance.ts'

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** `at` is in milliseconds since the epoch. */
export function RelativeTime({ at }: { at: number }) {
  const now = useNow(at)
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute.format(at)} className="whitespace-nowrap">
      {distanceOf(at, now)}
    </time>
  )
}

function useNow(at: number): number {
  const [read, setRead] = useState(() => ({ at, now: Date.now() }))
  // A newer time than was shown before must not be measured from the former now.
  if (read.at !== at) setRead({ at, now: Date.now() })
  useEffect(() => {
    const timer = setTimeout(() => setRead({ at, now: Date.now() }), refreshDelayMs(at, read.now))
    return () => clearTimeout(timer)
  }, [at, read.now])
  return read.now
}
