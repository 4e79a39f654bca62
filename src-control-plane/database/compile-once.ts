// A query that each request may ask. To build and compile it anew would cost as much as to ask it, so it is done once for each database.
import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Stands for the value while the query is compiled; no id, hash or token has this character. */
const GIVEN = '\u0000'

/** `build` uses its value as a parameter, and nothing else that changes. */
export function compileOnce<Row>(build: (read: Kysely<Tables>, given: string) => Compilable<Row>) {
  const compiled = new WeakMap<Kysely<Tables>, CompiledQuery<Row>>()
  return async (read: Kysely<Tables>, given: string): Promise<Row[]> => {
    const query = compiled.get(read) ?? build(read, GIVEN).compile()
    compiled.set(read, query)
    const parameters = query.parameters.map((parameter) => (parameter === GIVEN ? given : parameter))
    return (await read.executeQuery<Row>({ ...query, parameters })).rows
  }
}
