// A second opinion: the same program on tmux's own emulator, which has nothing in common with xterm.js. Where the two differ the
// reason is xterm.js's own (or tmux's), so differences are named and not counted.
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COLS, type Emulator, ROWS, scriptFile } from './emulator.ts'

const TMUX = '/usr/bin/tmux'

export const hasSecondEmulator = (): boolean => existsSync(TMUX)

export const secondEmulator = (folder: string): Emulator => {
  const config = join(folder, 'tmux.conf')
  writeFileSync(
    config,
    'set -g status off\nset -g default-terminal xterm-256color\nset -g remain-on-exit on\nset -g remain-on-exit-format ""\n',
  )
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  let sessions = 0
  return async (script) => {
    sessions += 1
    const socket = join(folder, `tmux-${sessions}`)
    const tmux = (...args: string[]): string =>
      execFileSync(TMUX, ['-u', '-S', socket, ...args], { encoding: 'utf8', env })
    const size = ['-x', String(COLS), '-y', String(ROWS)]
    tmux('-f', config, 'new-session', '-d', ...size, scriptFile(folder, script))
    return {
      type: (text) => tmux('send-keys', '-H', ...[...Buffer.from(text)].map((byte) => byte.toString(16))),
      picture: async () => {
        const cursor = tmux('display-message', '-p', '#{cursor_x},#{cursor_y} #{alternate_on}').trim()
        const [at, alternate] = cursor.split(' ')
        const lines = plain(tmux('capture-pane', '-p', '-e')).split('\n')
        const all = Array.from({ length: ROWS }, (_, row) => (lines[row] ?? '').trimEnd())
        return [...all, `cursor ${at} of ${alternate === '1' ? 'alternate' : 'normal'}`].join('\n')
      },
      ended: new Promise(() => {}),
      close: async () => void tmux('kill-server'),
    }
  }
}

/** DEC's drawing characters, which tmux keeps as the letters that stand for them, between SO and SI. */
const LETTERS = '`abcdefghijklmnopqrstuvwxyz{|}~'
const DRAWN = '◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·'

/** What tmux captured with its attributes, as the characters that are seen. */
function plain(captured: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const unstyled = captured.replaceAll(/\x1b\[[\d;:]*m|\x1b\]8;[^\x1b]*\x1b\\\\/g, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return unstyled.replaceAll(/\x0e([^\x0f]*)\x0f?/g, (_, letters: string) =>
    Array.from(letters, (letter) => DRAWN[LETTERS.indexOf(letter)] ?? letter).join(''),
  )
}
