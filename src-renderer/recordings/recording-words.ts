// A recording in words: what its file is called, how large and how long it is.
import type { Recording } from '#contract/terminal'

/** A name that every file system takes, in the order of time. */
export function fileNameOf({ title, startedAt }: Pick<Recording, 'title' | 'startedAt'>): string {
  const at = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-')
  const name = title
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|-+$/g, '')
    .slice(0, 60)
  return `${at}-${name || 'terminal'}.cast`
}

const KILO = 1_000

export function sizeWords(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`
  if (bytes < KILO ** 2) return `${Math.round(bytes / KILO)} kB`
  return `${(bytes / KILO ** 2).toFixed(1)} MB`
}

/** `0:05`, `12:30`, `1:02:03`. */
export function lengthWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
