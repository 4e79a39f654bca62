import { expect, it } from 'vitest'
import { clientWords } from './client-words.ts'

it.each([
  ['Mooring/0.1.0 (harbour; linux)', 'Mooring 0.1.0 on harbour (Linux)'],
  ['Mooring/0.1.0 (darwin)', 'Mooring 0.1.0 on macOS'],
  ['Mooring/0.1.0 (freebsd)', 'Mooring 0.1.0 on freebsd'],
  ['Mooring/0.2.0', 'Mooring 0.2.0'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari on iOS'],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['x'.repeat(200), `${'x'.repeat(60)}…`],
  ['  ', 'Unknown client'],
  [null, 'Unknown client'],
])('reads %s as %s', (userAgent, expected) => {
  expect(clientWords(userAgent)).toBe(expected)
})
