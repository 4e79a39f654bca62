// A terminal as a person meets it in the window: what it shows, and keys that are pressed in it.
import type { Locator, Page } from '@playwright/test'

/** What ends the prompts of the shells that tests may meet. */
export const PROMPT = /[#$%>] /

export type TerminalOnScreen = {
  readonly view: Locator
  /** The rows that are shown. WebGL is off in these browsers, so xterm.js draws them as text. */
  readonly rows: Locator
  /** What each row shows, without the spaces at its end. */
  lines: () => Promise<string[]>
  /** Presses keys; a newline is Enter. */
  type: (text: string) => Promise<void>
  /** Runs a command line and waits until it has ended, by a mark that only its output can hold. */
  run: (line: string) => Promise<void>
}

let marks = 0

/** The terminal that is shown; of several side by side the one at `place`, in the order in which they were opened. */
export function terminalIn(page: Page, place?: number): TerminalOnScreen {
  const views = page.getByRole('region', { name: /^Terminal / }).filter({ visible: true })
  const view = place === undefined ? views : views.nth(place)
  const rows = view.locator('.xterm-rows')
  const type = async (text: string) => {
    await view.getByRole('textbox', { name: 'Terminal input' }).focus()
    await page.keyboard.type(text.replaceAll('\n', '\r'))
  }
  return {
    view,
    rows,
    lines: async () =>
      (await rows.locator('> div').allTextContents()).map((line) => line.replaceAll('\u00a0', ' ').trimEnd()),
    type,
    async run(line) {
      marks += 1
      // The typed line reads `ende''d-1`, so that its echo is not taken for the end.
      await type(`${line}; echo ende''d-${marks}\n`)
      await rows.getByText(`ended-${marks}`, { exact: true }).waitFor()
    },
  }
}
