// A name that nobody has: the one that is wanted, or the same with the first number that is free behind it.

/** As long as a key's name may be. */
const MAX_LENGTH = 60

export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number++) {
    const suffix = ` (${number})`
    name = wanted.slice(0, MAX_LENGTH - suffix.length) + suffix
  }
  return name
}
