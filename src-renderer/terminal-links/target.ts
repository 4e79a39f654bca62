// Where a link leads. Only web addresses are ever opened; of a file the path is of use, and of all else the text.

export type LinkTarget =
  | { readonly kind: 'web'; readonly address: string }
  | { readonly kind: 'file'; readonly path: string; readonly line: number | null; readonly column: number | null }
  | { readonly kind: 'other'; readonly address: string }

/** Of a hyperlink (OSC 8), which may name any address: `ls --hyperlink` prints `file://machine/path`. */
export function targetOf(address: string): LinkTarget {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return { kind: 'web', address: url.href }
  if (url?.protocol !== 'file:') return { kind: 'other', address }
  const path = decoded(url.pathname)
  if (CONTROL.test(path)) return { kind: 'other', address }
  const line = /^#?L?(\d+)$/.exec(url.hash)?.[1]
  return { kind: 'file', path, line: line ? Number(line) : null, column: null }
}

/** Typed at a prompt, such a name would press keys: Ctrl-C, Enter. */
const CONTROL = /\p{Cc}/u

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** As an editor's "go to file" takes it, and as it is shown: `src/app.ts:12:5`. */
export function textOf(target: LinkTarget): string {
  if (target.kind !== 'file') return target.address
  return [target.path, target.line, target.column].filter((part) => part !== null).join(':')
}

const SAFE = /^[\w@%+=:,./-]+$/

/** One word of a POSIX shell, whatever the text holds. A `~` before the first slash keeps its meaning. */
export function shellWord(text: string): string {
  const [, home = '', rest = ''] = /^(~\/)?(.*)$/s.exec(text) ?? []
  if (SAFE.test(rest)) return home + rest
  return `${home}'${rest.replaceAll("'", `'\\''`)}'`
}
