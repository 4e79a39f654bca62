// The shells of the tests find an empty home, as those of the journeys do: what a person's profile does at each start, how
// long that takes, and what it leaves behind when it is killed, is no part of what is tested.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export default function withEmptyHome(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-person-'))
  Object.assign(process.env, { HOME: folder, USERPROFILE: folder })
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
