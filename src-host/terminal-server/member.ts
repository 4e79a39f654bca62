// Reads what a library's types do not show, without believing that it is there.

/** The member of an object by path; undefined when any step is missing. */
export function member(object: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    object,
  )
}
