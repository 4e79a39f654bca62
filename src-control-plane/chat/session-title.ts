// What a session is called before anybody names it: the first words of its first message. Pure.

/** Characters that a list shows without cutting a title off itself. */
const MAX_LENGTH = 60

export function titleOf(text: string): string {
  const words = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  if (words.length <= MAX_LENGTH) return words
  const cut = words.slice(0, MAX_LENGTH + 1)
  const whole = cut.slice(0, cut.lastIndexOf(' '))
  // One long word is cut where it is, but never through a surrogate pair.
  const kept = whole === '' || !cut.includes(' ') ? cut.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '') : whole
  return `${kept}…`
}
