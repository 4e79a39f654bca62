// What is known of each terminal on disk: enough to list it, and to show its last screen, after the terminal server was killed (T3).
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { TerminalSummary } from '#contract/host'
import { ensurePrivateFolder } from './private-files.ts'

export const TerminalRecord = z.object({ summary: TerminalSummary, epoch: z.number().int() })
export type TerminalRecord = z.infer<typeof TerminalRecord>

export type Records = {
  load: () => Promise<{ record: TerminalRecord; screen: Uint8Array }[]>
  save: (record: TerminalRecord) => Promise<void>
  saveScreen: (id: string, screen: Uint8Array) => Promise<void>
  forget: (id: string) => Promise<void>
}

/** Ids that this server makes: nothing else in the folder is read. */
const RECORD_FILE = /^(term_[0-9a-f]{16})\.json$/

export async function openRecords(folder: string): Promise<Records> {
  const place = join(folder, 'records')
  await ensurePrivateFolder(place)
  const recordPath = (id: string) => join(place, `${id}.json`)
  const screenPath = (id: string) => join(place, `${id}.screen`)
  // One write at a time, in order: a later state is never overtaken by an earlier one.
  let writing: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = writing.then(work)
    writing = done.catch(() => {})
    return done
  }
  return {
    load: async () => {
      const ids = (await readdir(place)).flatMap((name) => RECORD_FILE.exec(name)?.[1] ?? [])
      const found = await Promise.all(ids.map((id) => read(recordPath(id), screenPath(id))))
      return found
        .filter((known) => known !== undefined)
        .sort((a, b) => a.record.summary.createdAt - b.record.summary.createdAt)
    },
    save: (record) => inTurn(() => replace(recordPath(record.summary.id), JSON.stringify(record))),
    saveScreen: (id, screen) => inTurn(() => replace(screenPath(id), screen)),
    forget: (id) =>
      inTurn(async () => {
        await rm(recordPath(id), { force: true })
        await rm(screenPath(id), { force: true })
      }),
  }
}

async function read(recordPath: string, screenPath: string) {
  try {
    const record = TerminalRecord.parse(JSON.parse(await readFile(recordPath, 'utf8')))
    const screen: Uint8Array = await readFile(screenPath).catch(() => new Uint8Array())
    return { record, screen }
  } catch {
    // A record that cannot be read tells nothing; the shell it spoke of is gone in any case.
    return undefined
  }
}

/** Whole or not at all: a crash in the midst leaves the former content. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
