import { describe, expect, it } from 'vitest'
import { pastePreview, pasteRisk, withoutEscapes } from './paste-guard.ts'

describe('paste guard', () => {
  it.each([
    { text: 'git status', bracketed: false, risk: null },
    { text: 'a\tb', bracketed: false, risk: null },
    { text: 'ünïcode ✓', bracketed: false, risk: null },
    { text: 'rm -rf x\n', bracketed: false, risk: { lines: 1, controlBytes: false } },
    { text: 'a\r\nb\rc', bracketed: false, risk: { lines: 3, controlBytes: false } },
    { text: 'x\x1b[A', bracketed: false, risk: { lines: 1, controlBytes: true } },
    { text: 'x\x7f', bracketed: false, risk: { lines: 1, controlBytes: true } },
    { text: 'x\x9b', bracketed: false, risk: { lines: 1, controlBytes: true } },
    { text: 'a\nb\x1b[A', bracketed: true, risk: null },
  ])('[T12] $text with bracketed paste $bracketed gives $risk', ({ text, bracketed, risk }) => {
    expect(pasteRisk(text, bracketed)).toEqual(risk)
  })

  it('[T12] shows control bytes in the preview', () => {
    expect(pastePreview('a\n\x1b[A\x00\x7f')).toBe('a\n␛[A␀␡')
  })

  it('[T12] lets nothing end a bracketed paste from inside', () => {
    expect(withoutEscapes('a\x1b[201~rm -rf x\n')).toBe('a␛[201~rm -rf x\n')
  })
})
