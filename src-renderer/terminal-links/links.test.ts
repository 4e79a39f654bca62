import { execFileSync } from 'node:child_process'
import { Terminal } from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linksIn } from './find-links.ts'
import { logicalLineAt } from './logical-line.ts'
import { shellWord, targetOf, textOf } from './target.ts'

const found = (text: string) => linksIn(text).map(({ start, end, target }) => [text.slice(start, end), textOf(target)])

describe('[U8] links in a line', () => {
  it.each([
    ['see https://mooring.test/a?b=c#d.', ['https://mooring.test/a?b=c#d']],
    ['(https://en.test/wiki/Sea_(water)), then', ['https://en.test/wiki/Sea_(water)']],
    ['[link](https://a.test/x)', ['https://a.test/x']],
    ['"http://127.0.0.1:4100/open?ticket=1"', ['http://127.0.0.1:4100/open?ticket=1']],
    ['https://a.test/src/app.ts:12 is one address', ['https://a.test/src/app.ts:12']],
    ['javascript:alert(1) ftp://a.test', []],
  ])('%s: addresses', (text, addresses) => {
    expect(found(text).map(([, address]) => address)).toEqual(addresses)
  })

  it.each([
    ['src/app.ts:12:5 - error TS2322', 'src/app.ts:12:5', 'src/app.ts:12:5'],
    ['src/app.ts(12,5): error', 'src/app.ts(12,5)', 'src/app.ts:12:5'],
    ['    at run (/home/ada/läufer.js:3:7)', '/home/ada/läufer.js:3:7', '/home/ada/läufer.js:3:7'],
    ['  File "/a b/x.py", line 9, in <module>', 'File "/a b/x.py", line 9', '/a b/x.py:9'],
    ['./Makefile:3: *** missing separator', './Makefile:3', './Makefile:3'],
    [String.raw`C:\work\a.cs:4`, String.raw`C:\work\a.cs:4`, String.raw`C:\work\a.cs:4`],
    ['~/notes.md:1', '~/notes.md:1', '~/notes.md:1'],
  ])('%s: a file', (text, shown, target) => {
    expect(found(text)).toEqual([[shown, target]])
  })

  it.each(['12:30:45', '127.0.0.1:80', 'localhost:8080', 'done: 3', 'a::b:4', 'ratio 3:2'])('%s: none', (text) => {
    expect(found(text)).toEqual([])
  })

  it('finds two in a line, in order', () => {
    expect(found('a.ts:1 https://x.test b.ts:2').map(([shown]) => shown)).toEqual([
      'a.ts:1',
      'https://x.test',
      'b.ts:2',
    ])
  })

  it('is soon done with a long line that holds none', () => {
    const began = performance.now()
    for (const text of ['a/'.repeat(20_000), `https://${'('.repeat(20_000)}`, '.'.repeat(40_000)]) linksIn(text)
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe('[U8] where a hyperlink leads', () => {
  it.each([
    ['https://a.test/x', 'web'],
    ['javascript:alert(1)', 'other'],
    ['data:text/html,x', 'other'],
    ['not an address', 'other'],
    ['file:///tmp/a%03rm%20-rf%20x%0d', 'other'],
    ['file:///tmp/a%9b', 'file'],
  ])('%s is %s', (address, kind) => {
    expect(targetOf(address).kind).toBe(kind)
  })

  it('shows the machine of an address as the browser will read it', () => {
    expect(textOf(targetOf('https://bank.test@evil.test'))).toBe('https://bank.test@evil.test/')
    expect(textOf(targetOf('https://аpple.test'))).toBe('https://xn--pple-43d.test/')
  })

  it('takes the path of a file', () => {
    expect(targetOf('file://box/a%20b/c.ts#12')).toEqual({ kind: 'file', path: '/a b/c.ts', line: 12, column: null })
    expect(textOf(targetOf('file:///etc/hosts'))).toBe('/etc/hosts')
  })
})

it('[U8] a file typed at the prompt is one word of the shell, whatever its name', () => {
  expect(shellWord('src/app.ts')).toBe('src/app.ts')
  expect(shellWord('~/a b')).toBe("~/'a b'")
  const special = fc.constantFrom(...`'"\\$\`;&|<>()*?!#~=-/ \n\taä漢`)
  const name = fc
    .string({ unit: fc.oneof(special, fc.constant("'")), maxLength: 20 })
    .filter((text) => !text.startsWith('~/'))
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), (names) => {
      const said = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${names.map(shellWord).join(' ')}`], {
        encoding: 'utf8',
      })
      expect(said.split('\0').slice(0, -1)).toEqual(names)
    }),
    { numRuns: 20 },
  )
})

it('[U8] puts a wrapped line together and knows the cell of each character, wide ones included', async () => {
  const terminal = new Terminal({ cols: 10, rows: 5, allowProposedApi: true })
  await new Promise<void>((written) => terminal.write('first\r\n漢/abcdef.ts:42\r\nlast', written))
  for (const row of [1, 2]) {
    const line = logicalLineAt(terminal.buffer.active, row)
    expect(line.text.trimEnd()).toBe('漢/abcdef.ts:42')
    expect(line.firstRow).toBe(1)
    expect(line.places[1]).toEqual({ x: 2, y: 1 })
    expect(line.places[line.text.indexOf('42')]).toEqual({ x: 3, y: 2 })
  }
  terminal.dispose()
})
