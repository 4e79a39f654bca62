import { expect, it } from 'vitest'
import { curlLine, exportLine } from './snippets.ts'

it('[U3] gives lines that a shell takes as they are', () => {
  expect(exportLine('moor_live_abc')).toBe('export MOORING_API_KEY=moor_live_abc')
  expect(curlLine('moor_live_abc', 'http://127.0.0.1:7420')).toBe(
    'curl -H "x-api-key: moor_live_abc" http://127.0.0.1:7420/v1/me',
  )
})

it('[U3] asks the right address when the control plane’s ends with a slash', () => {
  expect(curlLine('k', 'https://moor.example/')).toBe('curl -H "x-api-key: k" https://moor.example/v1/me')
})
