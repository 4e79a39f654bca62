import { Terminal } from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import type { CommandPlace } from '#contract/terminal'
import { type CommandLog, commandAt, hasRun, marked, type Place, promptBeside } from './command-log.ts'
import { commandWords, durationWords, outcomeOf } from './command-words.ts'
import { textBetween } from './output-text.ts'

const at = (line: number, x = 0, isDisposed = false): Place => ({ anchor: { line, isDisposed }, x })

/** `A1 B1 C2 D5:0`: the letter of the mark, its line, and for D the exit status. The time is ten times the line. */
function logOf(marks: string): CommandLog {
  const places: Record<string, CommandPlace> = { A: 'prompt', B: 'input', C: 'output', D: 'finished' }
  return marks.split(' ').reduce<CommandLog>((log, text) => {
    const [, letter = '', line = '', exit] = /^(.)(\d+)(?::(-?\d+))?$/.exec(text) ?? []
    const place = places[letter]
    if (!place) throw new Error(text)
    return marked(
      log,
      { place, exit: exit === undefined ? null : Number(exit), at: Number(line) * 10 },
      at(Number(line)),
    )
  }, [])
}
const short = (log: CommandLog) =>
  log.map(
    ({ prompt, output, end, exit }) =>
      [prompt, output, end].map((place) => place?.anchor.line ?? '-').join(' ') +
      (exit === null ? '' : ` exit ${exit}`),
  )

describe('[U8] the commands that marks tell', () => {
  it.each([
    { rule: 'one that ended, and the prompt after it', marks: 'A1 B1 C2 D5:0 A5 B5', to: ['1 2 5 exit 0', '5 - -'] },
    { rule: 'one that runs', marks: 'A1 B1 C2', to: ['1 2 -'] },
    { rule: 'an empty line is none', marks: 'A1 B1 D2:0 A2 B2', to: ['2 - -'] },
    { rule: 'the first prompt finishes nothing', marks: 'D0:1 A0', to: ['0 - -'] },
    { rule: 'a prompt that is drawn again is one', marks: 'A1 B1 A2 B2 C3 D4:2', to: ['2 3 4 exit 2'] },
    { rule: 'a shell without prompts', marks: 'C1 D2 C3 D4:1', to: ['1 1 2', '3 3 4 exit 1'] },
    { rule: 'a beginning that is told twice', marks: 'A1 B1 C2 C2 D5:0', to: ['1 2 5 exit 0'] },
    { rule: 'an end that is told twice', marks: 'A1 C2 D5:0 D6:1', to: ['1 2 5 exit 0'] },
  ])('$rule', ({ marks, to }) => {
    expect(short(logOf(marks))).toEqual(to)
  })

  it('are bounded', () => {
    const many = Array.from({ length: 1_500 }, (_, line) => `A${line} C${line} D${line}:0`).join(' ')
    expect(logOf(many)).toHaveLength(1_000)
  })

  it('are gone to, from any line, up and down', () => {
    const log = logOf('A1 C2 D5:0 A5 C6 D9:1 A9')
    expect(promptBeside(log, 9, -1)?.prompt.anchor.line).toBe(5)
    expect(promptBeside(log, 5, -1)?.prompt.anchor.line).toBe(1)
    expect(promptBeside(log, 1, -1)).toBeUndefined()
    expect(promptBeside(log, 1, 1)?.prompt.anchor.line).toBe(5)
    expect(promptBeside(log, 5, 1)?.prompt.anchor.line).toBe(9)
    expect(commandAt(log, null)?.exit).toBe(1)
    expect(commandAt(log, 1)?.exit).toBe(0)
    expect(log.filter(hasRun)).toHaveLength(2)
  })
})

describe('[U8] a command in words', () => {
  it.each([
    ['A1 C2', 'running', 'running'],
    ['A1 C2 D99:0', 'done', '1 s'],
    ['A1 C2 D99:3', 'failed', 'exit 3 · 1 s'],
    ['A1 C2 D99', 'unknown', '1 s'],
  ])('%s is %s: %s', (marks, outcome, words) => {
    const [command] = logOf(marks)
    expect(command && [outcomeOf(command), commandWords(command)]).toEqual([outcome, words])
  })

  it.each([
    [-5, '0 s'],
    [840, '0.8 s'],
    [9_960, '10 s'],
    [59_900, '1 min 0 s'],
    [125_000, '2 min 5 s'],
    [3_780_000, '1 h 3 min'],
  ])('%d ms are %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words)
  })
})

describe('[U8] the output of a command', () => {
  const screen = async (text: string) => {
    const terminal = new Terminal({ cols: 10, rows: 6, scrollback: 50, allowProposedApi: true })
    await new Promise<void>((written) => terminal.write(text, written))
    return terminal.buffer.active
  }

  it('is what it printed: wrapped lines whole, no prompt, no blanks at its end', async () => {
    const buffer = await screen('$ run\r\none\r\n\r\na line that is wrapped\r\n\r\n$ ')
    expect(textBetween(buffer, at(1), at(7))).toBe('one\n\na line that is wrapped')
  })

  it('begins and ends within a line', async () => {
    const buffer = await screen('$ runout\r\nno newline$ ')
    expect(textBetween(buffer, at(0, 5), at(2, 0))).toBe('out\nno newline')
  })

  it('is what is left when its beginning has scrolled away', async () => {
    const buffer = await screen('kept\r\nlines\r\n$ ')
    expect(textBetween(buffer, at(-1, 4, true), at(2))).toBe('kept\nlines')
    expect(textBetween(buffer, at(0), at(-1, 0, true))).toBe('')
  })
})
