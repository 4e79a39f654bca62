// What the terminal server and its screen worker say to each other. Both are the same program's, so types are enough.
import type { CommandMark, TerminalColors, TerminalSize } from '#contract/terminal'

/** A number for each incarnation of a terminal: a late message about an earlier one meets nothing. */
export type ScreenId = number

/** `screen` is what is visible; `full` has the scrollback above it. */
export type SnapshotScope = 'screen' | 'full'

/** What the worker is told when it starts. */
export type ScreenBounds = { scrollbackLines: number; titleBytes: number }

export type ToScreens =
  /** What comes before `replayed` is shown, and answered by nobody. */
  | ({ type: 'create'; screen: ScreenId; offset: number; isReplay: boolean; colors: TerminalColors } & TerminalSize)
  | { type: 'replayed'; screen: ScreenId }
  | { type: 'write'; screen: ScreenId; bytes: Uint8Array }
  | ({ type: 'resize'; screen: ScreenId } & TerminalSize)
  | { type: 'mark'; screen: ScreenId; mark: CommandMark }
  /** What a program that asks is told from now on, unless it has set others. */
  | { type: 'colors'; screen: ScreenId; colors: TerminalColors }
  | { type: 'snapshot'; screen: ScreenId; request: number; scope: SnapshotScope }
  | { type: 'dispose'; screen: ScreenId }

/** The screen as it was after `offset`, which is never in the midst of a character or a sequence. */
export type Snapshot = TerminalSize & {
  offset: number
  bytes: Uint8Array
  /** The places of commands; each stands behind the first `at` of the bytes. */
  marks: { at: number; mark: CommandMark }[]
  /** Lines of scrollback that exist and are not in `bytes`. */
  linesAbove: number
}

export type FromScreens =
  /** So many bytes more have been parsed. */
  | { type: 'parsed'; screen: ScreenId; bytes: number }
  /** What the terminal answers to a program's query. */
  | { type: 'answer'; screen: ScreenId; text: string }
  | { type: 'title'; screen: ScreenId; title: string }
  /** The folder that the shell reports by OSC 7 or OSC 633. */
  | { type: 'directory'; screen: ScreenId; path: string }
  | { type: 'snapshot'; screen: ScreenId; request: number; snapshot: Snapshot }
