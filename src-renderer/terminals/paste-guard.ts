// A pasted newline runs a command before anyone has read it. A program that asked for bracketed paste can tell; a bare
// prompt cannot, so the person is asked first (T12).

export type PasteRisk = { readonly lines: number; readonly controlBytes: boolean }

const NEWLINE = /\r\n|\r|\n/
/** C0 but tab and the newlines, DEL, and C1: what a terminal acts on rather than prints. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control bytes are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/
/** Null when the text may go straight to the shell. */
export function pasteRisk(text: string, bracketedPaste: boolean): PasteRisk | null {
  if (bracketedPaste) return null
  const pieces = text.split(NEWLINE)
  const controlBytes = CONTROL.test(text)
  if (pieces.length === 1 && !controlBytes) return null
  return { lines: pieces.at(-1) === '' ? pieces.length - 1 : pieces.length, controlBytes }
}

/** Inside brackets an escape could end them early, and what follows would count as typed: it is shown instead (as VTE does). */
export function withoutEscapes(text: string): string {
  return text.replaceAll('\x1b', '␛')
}

/** How much of a long paste is shown before it is confirmed. */
const PREVIEW_CHARACTERS = 2_000

/** The text with its control bytes made visible (`␛`, `␀`, …), cut to what a person would read. */
export function pastePreview(text: string): string {
  const shown = text.length > PREVIEW_CHARACTERS ? `${text.slice(0, PREVIEW_CHARACTERS)}…` : text
  return Array.from(shown, visible).join('')
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (character === '\n' || character === '\t') return character
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return code > 0x7f && code < 0xa0 ? '�' : character
}
