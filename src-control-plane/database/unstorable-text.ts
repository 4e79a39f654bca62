// PostgreSQL keeps no U+0000 in a text, and says so only when it is given one; a caller who sends it should read that, not an error of ours.

/** PostgreSQL's `character_not_in_repertoire`. */
const NOT_IN_REPERTOIRE = '22021'

export function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === NOT_IN_REPERTOIRE
}
