// Whether something can be looked for, and in words what was found.

export type FindKind = { readonly caseSensitive: boolean; readonly regex: boolean }

/** `resultIndex` is -1 when more were found than are counted. */
export type Found = { readonly resultIndex: number; readonly resultCount: number }

/** A half typed expression is none yet. */
export function findable(words: string, { regex }: FindKind): boolean {
  return words !== '' && (!regex || isExpression(words))
}

function isExpression(words: string): boolean {
  try {
    return !new RegExp(words).test('')
  } catch {
    return false
  }
}

export function foundWords(words: string, kind: FindKind, { resultIndex, resultCount }: Found): string {
  if (words === '') return ''
  if (!findable(words, kind)) return 'Unfinished'
  if (resultCount === 0) return 'None'
  return resultIndex < 0 ? `${resultCount}+` : `${resultIndex + 1} of ${resultCount}`
}
