// Colours code by its grammar. Loaded with the first closed block, each grammar with the first block that needs it.
import { createCodePlugin } from '@streamdown/code'
import type { CSSProperties } from 'react'

/** `at` is the place of the text in its line. */
export type Token = { readonly text: string; readonly at: number; readonly style: CSSProperties }

/** Both hold 4.5:1 on the grounds of this window. */
const THEMES = ['github-light-high-contrast', 'github-dark-high-contrast'] as const

const shiki = createCodePlugin({ themes: [...THEMES] })

/** Null when the language has no grammar. */
export async function colourCode(code: string, language: string): Promise<Token[][] | null> {
  const name = language.toLowerCase()
  const known = shiki.getSupportedLanguages().find((supported) => supported === name)
  if (!known) return null
  const { tokens } = await new Promise<ReturnType<typeof shiki.highlight> & object>((done) => {
    const ready = shiki.highlight({ code, language: known, themes: [...THEMES] }, done)
    if (ready) done(ready)
  })
  return tokens.map((line) => {
    let at = 0
    return line.map(({ content, htmlStyle = {} }) => {
      const token = { text: content, at, style: coloursOf(htmlStyle) }
      at += content.length
      return token
    })
  })
}

/** The colour of each theme as a variable; the style sheet takes the one that is shown. */
function coloursOf(style: Record<string, string>): CSSProperties {
  const colours: Record<`--${string}`, string | undefined> = { '--light': style.color, '--dark': style['--shiki-dark'] }
  return colours
}
