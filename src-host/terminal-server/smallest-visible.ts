// Which size a terminal has when several look at it: the smallest that a visible controller can show (T7).
import type { TerminalRole, TerminalSize } from '#contract/terminal'

export type SizeVote = TerminalSize & { role: TerminalRole; visible: boolean }

/** Undefined when nobody has a say: the terminal then stays as it is. */
export function smallestVisible(votes: Iterable<SizeVote>): TerminalSize | undefined {
  let size: TerminalSize | undefined
  for (const vote of votes) {
    if (vote.role !== 'controller' || !vote.visible) continue
    size = { cols: Math.min(vote.cols, size?.cols ?? vote.cols), rows: Math.min(vote.rows, size?.rows ?? vote.rows) }
  }
  return size
}
