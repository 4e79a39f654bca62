// Where a prompt, a command and its output begin and end: what a shell tells its terminal by OSC 133 (FinalTerm) or 633 (VS Code).

/** `prompt` is about to be printed (A), `input` begins behind it (B), the command's `output` begins (C), the command `finished` (D). */
export const COMMAND_PLACES = ['prompt', 'input', 'output', 'finished'] as const
export type CommandPlace = (typeof COMMAND_PLACES)[number]

/** `exit` only ever with `finished`, and null where the shell does not say it. `at` is in milliseconds since the epoch. */
export type CommandMark = { place: CommandPlace; exit: number | null; at: number }

const LETTERS = 'ABCD'
const EXIT_STATUS = /^-?\d{1,10}$/

/** `data` is what stands between `OSC 133 ;` (or 633) and its end; undefined when it marks no place. */
export function commandMarkOf(data: string, at: number): CommandMark | undefined {
  const [letter = '', exit = ''] = data.split(';', 2)
  const place = letter.length === 1 ? COMMAND_PLACES[LETTERS.indexOf(letter)] : undefined
  if (place === undefined) return undefined
  const status = place === 'finished' && EXIT_STATUS.test(exit) ? Number(exit) | 0 : null
  return { place, exit: status, at }
}
