import { expect, it } from 'vitest'
import { windowTitleOf } from './sections.ts'

it.each([
  ['/chat', 'Chat · Mooring'],
  ['/chat/abc', 'Chat · Mooring'],
  ['/settings/providers', 'Settings · Mooring'],
  ['/chatter', 'Mooring'],
])('%s is titled %s', (pathname, title) => {
  expect(windowTitleOf(pathname)).toBe(title)
})
