// What a connection to a terminal is told: where it leads, what shows its bytes, and who hears what becomes of it.
import type { FailureBody } from '#contract/failure'
import type { CommandMark, TerminalColors, TerminalSize } from '#contract/terminal'
import type { Attachment } from './attachment.ts'
import type { Company } from './company.ts'

/** What shows the bytes. Calls take effect in the order made; `parsed` is called once these bytes have been. */
type Screen = {
  resize: (size: TerminalSize) => void
  write: (bytes: Uint8Array, parsed: () => void) => void
  /** Where the cursor is then, a command begins or ends. */
  mark: (mark: CommandMark) => void
  /** No mark holds any more: the screen is written anew. */
  forgetMarks: () => void
  /** What programs of another shell have made of the colours. */
  resetColors: () => void
}

export type ConnectionOptions = {
  url: string
  /** In words, for a sentence: where the terminal is. */
  place: string
  screen: Screen
  size: TerminalSize
  visible: boolean
  colors: TerminalColors
  /** Looks on without a say in size or input until control is taken, where it may be. */
  observes?: boolean
  onChange: (attachment: Attachment) => void
  onCompany: (company: Company) => void
  /** The terminal refused something and goes on. */
  onRefusal: (failure: FailureBody) => void
}
