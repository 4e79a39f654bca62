// Finds web addresses, and files with a line (`src/app.ts:12:5`, `app.ts(12,5)`, `File "app.py", line 12`), in a line of text.
import type { LinkTarget } from './target.ts'

/** `start` and `end` are positions in the text; the character at `end` is no part of it. */
export type FoundLink = { readonly start: number; readonly end: number; readonly target: LinkTarget }

const ADDRESS = /https?:\/\/[^\s"'`<>|\\^{}\p{Cc}]+/giu
/** What ends a sentence rather than an address. */
const TRAILING = /[.,:;!?…]+$/
/** What a file's name is made of, where it is not in quotes. */
const NAME = String.raw`[\p{L}\p{N}_.@+~/\\-]`
const FILE = new RegExp(
  String.raw`(?<!${NAME}|:)((?:[A-Za-z]:[\\/])?${NAME}+)(?::(\d+)(?::(\d+))?|\((\d+)(?:,\s?(\d+))?\))`,
  'gu',
)
const PYTHON = /File "([^"]+)", line (\d+)/g
/** A folder before it, or an ending of letters: `12:30` and `127.0.0.1:80` are no files. */
const FILE_LIKE = /[/\\]|\.\p{L}[\p{L}\p{N}]{0,9}$/u

export function linksIn(text: string): FoundLink[] {
  const addresses = [...text.matchAll(ADDRESS)].map(addressIn)
  const files = [...[...text.matchAll(PYTHON)].map(fileOfPython), ...[...text.matchAll(FILE)].flatMap(fileIn)]
  const free = files.filter((file) => !addresses.some((address) => overlap(file, address)))
  return [...addresses, ...free].toSorted((one, other) => one.start - other.start)
}

const overlap = (one: FoundLink, other: FoundLink): boolean => one.start < other.end && other.start < one.end

function addressIn(match: RegExpExecArray): FoundLink {
  const address = withoutTail(match[0])
  return { start: match.index, end: match.index + address.length, target: { kind: 'web', address } }
}

/** An address in brackets or at the end of a sentence does not take those along; brackets of its own stay. */
function withoutTail(address: string): string {
  const trimmed = address.replace(TRAILING, '')
  const last = trimmed.at(-1)
  const opening = last === ')' ? '(' : last === ']' ? '[' : null
  if (opening === null || last === undefined) return trimmed
  const unbalanced = trimmed.split(last).length > trimmed.split(opening).length
  return unbalanced ? withoutTail(trimmed.slice(0, -1)) : trimmed
}

function fileIn(match: RegExpExecArray): FoundLink[] {
  const [whole, path = '', line, column, bracketedLine, bracketedColumn] = match
  if (!FILE_LIKE.test(path)) return []
  const target = fileAt(path, line ?? bracketedLine, column ?? bracketedColumn)
  return [{ start: match.index, end: match.index + whole.length, target }]
}

function fileOfPython(match: RegExpExecArray): FoundLink {
  const [whole, path = '', line] = match
  return { start: match.index, end: match.index + whole.length, target: fileAt(path, line, undefined) }
}

function fileAt(path: string, line: string | undefined, column: string | undefined): LinkTarget {
  return { kind: 'file', path, line: line ? Number(line) : null, column: column ? Number(column) : null }
}
