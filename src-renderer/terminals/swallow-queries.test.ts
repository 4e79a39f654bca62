import { Terminal } from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { swallowQueries } from './swallow-queries.ts'

const queries = {
  DA1: '\x1b[c',
  DA2: '\x1b[>c',
  'DSR status': '\x1b[5n',
  'DSR cursor': '\x1b[6n',
  DECXCPR: '\x1b[?6n',
  DECRQM: '\x1b[4$p',
  'DECRQM private': '\x1b[?2004$p',
  DECRQSS: '\x1bP$qm\x1b\\',
  'window size': '\x1b[18t',
}

async function answersTo(bytes: string, swallowing: boolean): Promise<string> {
  const terminal = new Terminal({ allowProposedApi: true, windowOptions: { getWinSizeChars: true } })
  let answer = ''
  terminal.onData((data) => {
    answer += data
  })
  if (swallowing) swallowQueries(terminal.parser)
  await new Promise<void>((done) => terminal.write(bytes, done))
  terminal.dispose()
  return answer
}

describe('swallowing queries', () => {
  it.each(Object.entries(queries))('[T13] a viewer does not answer %s, though xterm.js would', async (_, bytes) => {
    expect(await answersTo(bytes, false)).not.toBe('')
    expect(await answersTo(bytes, true)).toBe('')
  })

  it.each([4, 10, 11, 12])('[T13] takes OSC %i when it asks, leaves it when it sets', async (code) => {
    const terminal = new Terminal({ allowProposedApi: true })
    const passed: string[] = []
    terminal.parser.registerOscHandler(code, (data) => passed.push(data) > 0)
    swallowQueries(terminal.parser)
    await new Promise<void>((done) => terminal.write(`\x1b]${code};?\x07\x1b]${code};#102030\x07`, done))
    expect(passed).toEqual(['#102030'])
    terminal.dispose()
  })
})
