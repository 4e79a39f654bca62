// Programs and recorded output of which only the screens can be compared: xterm.js's own fixtures, vttest, and ncurses' examples.
import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Emulator, Run } from './emulator.ts'

/** What a picture has before anything was printed. */
const BLANK = 'cursor 0,0 of normal'

export type Case = { readonly name: string; readonly script: string; readonly keys: readonly string[] }

/** Milliseconds without a change after which a program waits for a key; the longest that is waited for it. */
const QUIET_MS = 300
const PATIENCE_MS = 15_000

/** `folder` holds files `*.in`, each the output of a program. */
export const fixtureCases = (folder: string): Case[] =>
  globSync('**/*.in', { cwd: folder })
    .sort()
    .map((file) => ({ name: basename(file), script: `cat '${join(folder, file)}'; read end`, keys: [] }))

/**
 * Of vttest's menu, with the pages that each has: cursor movements, screen features, character sets, double-sized characters, reports
 * (status, attributes), VT52, and inserting and deleting. What asks for keys or looks at the keyboard's lights is left out.
 */
const VTTEST: readonly { choices: string[]; pages: number }[] = [
  { choices: ['1'], pages: 6 },
  { choices: ['2'], pages: 14 },
  { choices: ['3', '8'], pages: 3 },
  { choices: ['4'], pages: 5 },
  { choices: ['6', '3'], pages: 2 },
  { choices: ['6', '4'], pages: 2 },
  { choices: ['7'], pages: 2 },
  { choices: ['8'], pages: 12 },
]

export const vttestCases = (program: string): Case[] =>
  VTTEST.map(({ choices, pages }) => ({
    name: `vttest ${choices.join('.')}`,
    script: `exec '${program}' 24x80.132`,
    keys: [...choices.map((choice) => `${choice}\n`), ...Array<string>(pages).fill('\n')],
  }))

/** Those that draw the same each time, and then wait for a key. */
const NCURSES_EXAMPLES =
  'background cardfile clip_printw color_set demo_forms demo_menus demo_panels firstlast hanoi insdelln inserts knight padview'

export const ncursesCases = (folder: string): Case[] =>
  NCURSES_EXAMPLES.split(' ')
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => ({ name: `ncurses ${name}`, script: `exec '${join(folder, name)}'`, keys: ['\x1b[B', ' '] }))

export type Screens = {
  /** After the start and after each key. */
  readonly live: readonly string[]
  /** At the same moments, for somebody who came only then. */
  readonly newcomers: readonly string[]
}

export async function screensOf(emulator: Emulator, { script, keys }: Case): Promise<Screens> {
  const run = await emulator(script)
  const live: string[] = []
  const newcomers: string[] = []
  for (const key of [null, ...keys]) {
    if (key !== null) run.type(key)
    live.push(await quietPicture(run, live.at(-1) ?? ''))
    newcomers.push(...(run.newcomer ? [await run.newcomer()] : []))
  }
  await run.close()
  return { live, newcomers }
}

async function quietPicture(run: Run, before: string): Promise<string> {
  const deadline = performance.now() + PATIENCE_MS
  let picture = await run.picture()
  // Some keys change nothing; a program that has just been started always does.
  for (const patience = performance.now() + (before === '' ? PATIENCE_MS : QUIET_MS); performance.now() < patience; ) {
    if (picture !== before && picture.trimStart() !== BLANK) break
    await delay(20)
    picture = await run.picture()
  }
  for (let since = performance.now(); performance.now() - since < QUIET_MS && performance.now() < deadline; ) {
    await delay(20)
    const next = await run.picture()
    if (next !== picture) since = performance.now()
    picture = next
  }
  return picture
}
