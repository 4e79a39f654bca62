// The recordings of this home, as the window lists, plays and deletes them. The files are read here, not by the terminal server:
// whoever plays an hour of output should slow no shell.
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import { addressOf, Recordings } from '#host/terminal-server'
import type { RecordedTerminals } from './terminals.ts'

export function recordedTerminals(home: string, list: () => Promise<TerminalSummary[]>): RecordedTerminals {
  const recordings = new Recordings(addressOf(home).folder)
  const active = async () => new Set((await list()).flatMap(({ recording }) => recording?.id ?? []))
  return {
    list: async () => recordings.list(await active()),
    read: (id, offset) => recordings.read(id, offset),
    delete: async (id) => {
      if ((await active()).has(id))
        throw new Failure('conflict', 'This recording goes on; stop it before you delete it.')
      await recordings.delete(id)
    },
  }
}
