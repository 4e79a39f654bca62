// One or two letters that stand for a name where there is no room for it.

/** `Harbour Works` → `HW`, `mooring` → `M`. Counts what a person sees as one letter as one. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstLetter(word ?? ''))
  return letters.join('').toLocaleUpperCase()
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstLetter(word: string): string {
  return [...letters.segment(word)][0]?.segment ?? ''
}
