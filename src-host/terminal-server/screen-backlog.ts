// How far a screen may be behind the stream before its PTY is read no further, and so its programs are slowed.

/** Bytes, while only programs read, or nobody: a burst passes at full speed. What people print is rarely longer. */
export const FREE_BACKLOG_BYTES = 67_108_864

/** Milliseconds that a screen may be old while somebody is shown it, or may be at the next key. */
const WATCHED_LAG_MS = 40
/** Bytes: a few reads of a PTY at the least; at the most what the fastest worker parses in that time. */
const MIN_WATCHED_BYTES = 65_536
const MAX_WATCHED_BYTES = 524_288

/** A braked PTY is read again when only this part of the bound is left, or so many bytes less: nobody waits for a whole burst. */
const RELEASE_PART = 4
const RELEASE_BYTES = 524_288

export const releaseAt = (bound: number): number => Math.max(bound / RELEASE_PART, bound - RELEASE_BYTES)

/** `rate` is what the screen parses of what is printed now, in bytes a millisecond: `yes` takes several times as long as text. */
export const watchedBacklog = (rate: number): number =>
  Math.min(MAX_WATCHED_BYTES, Math.max(MIN_WATCHED_BYTES, Math.round(rate * WATCHED_LAG_MS)))
