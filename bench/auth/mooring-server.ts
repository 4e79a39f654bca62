// A whole control plane, with a person, an organization and as many of their keys as are asked for: `<keys> <fresh keys> [<database URL>]`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startControlPlane } from '#control-plane'
import { openDatabase } from '#control-plane/database'
import { hashOf, newId, newSecret, shownParts } from '#control-plane/secret'
import { serve } from './protocol.ts'

/** Rows of one statement, below SQLite's bound on parameters. */
const CHUNK = 500

const [count = '0', freshCount = '0', shared] = process.argv.slice(2)
const home = mkdtempSync(join(tmpdir(), 'mooring-bench-auth-'))
process.on('exit', () => rmSync(home, { recursive: true, force: true }))
const databaseUrl = shared ?? `file:${join(home, 'control-plane.db')}`
const secret = 's'.repeat(40)
const plane = await startControlPlane({ home, port: 0, databaseUrl, secret, signUp: 'open' }, console.error)

const session = await signUp(plane.url)
const authorized = { authorization: `Bearer ${session}`, 'content-type': 'application/json' }
const me = (await (await fetch(`${plane.url}/v1/me`, { headers: authorized })).json()) as { user: { id: string } }
const created = await fetch(`${plane.url}/v1/organizations`, {
  method: 'POST',
  headers: authorized,
  body: JSON.stringify({ name: 'North' }),
})
const { id: organizationId } = (await created.json()) as { id: string }
serve({
  url: plane.url,
  keys: await insertKeys(Number(count)),
  freshKeys: await insertKeys(Number(freshCount)),
  session,
  organizationId,
})

async function signUp(url: string): Promise<string> {
  const person = { name: 'Ada', email: `${newId('ada')}@example.com`, password: newId('password') }
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(person),
  })
  return ((await response.json()) as { token: string }).token
}

/** By hand: thousands of them, each of which would be an audited request otherwise. */
async function insertKeys(count: number): Promise<string[]> {
  await using database = await openDatabase(databaseUrl)
  const secrets = Array.from({ length: count }, () => newSecret())
  const rows = secrets.map((text) => {
    const id = newId('key')
    const owned = { kind: 'member' as const, organizationId, ownerUserId: me.user.id, name: id }
    return { ...owned, id, hash: hashOf(text), ...shownParts(text), createdAt: Date.now() }
  })
  for (let n = 0; n < rows.length; n += CHUNK) {
    await database.db
      .insertInto('apiKey')
      .values(rows.slice(n, n + CHUNK))
      .execute()
  }
  return secrets
}
