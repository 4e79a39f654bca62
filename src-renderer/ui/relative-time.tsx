// A time as a distance from now ("3 minutes ago"), absolute on hover and focus. It keeps itself right as time passes.
import { useEffect, useState } from 'react'
import { distanceOf, refreshDelayMs } from './time-distance.ts'

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

type RelativeTimeProps = {
  /** Milliseconds since the epoch. */
  at: number
  /** More about it, after the absolute time: `from 203.0.113.0/24`. */
  note?: string
}

export function RelativeTime({ at, note }: RelativeTimeProps) {
  const now = useNow(at)
  const title = [absolute.format(at), note].filter(Boolean).join(', ')
  return (
    <time dateTime={new Date(at).toISOString()} title={title} className="whitespace-nowrap">
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
