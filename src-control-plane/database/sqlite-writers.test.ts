import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openDatabase } from './index.ts'
import { createSqlite } from './testing.ts'

/** Enough for many writes of the other one to come between. */
const TRANSACTIONS = 200

/** An operator's command, as the file sees it: a connection of its own, in a thread of its own, that writes without a pause. */
const WRITER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const BetterSqlite = require('better-sqlite3')
  const file = new BetterSqlite(workerData)
  file.pragma('busy_timeout = 5000')
  const write = file.prepare("update counted set theirs = theirs + 1")
  let stopped = false
  parentPort.on('message', () => { stopped = true })
  const go = () => {
    write.run()
    if (!stopped) return setImmediate(go)
    file.close()
    process.exit()
  }
  parentPort.postMessage('writing')
  go()
`

it('lets a transaction that reads first write afterwards, whoever else writes to the file', async () => {
  await using place = await createSqlite()
  await using database = await openDatabase(place.url)
  const { db } = database
  await sql`create table counted (ours integer, theirs integer)`.execute(db)
  await sql`insert into counted values (0, 0)`.execute(db)
  const writer = new Worker(WRITER, { eval: true, workerData: place.url.slice('file:'.length) })
  const ended = new Promise((resolve) => writer.once('exit', resolve))
  await new Promise((resolve) => writer.once('message', resolve))
  for (let i = 0; i < TRANSACTIONS; i++) {
    await db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ ours: number }>`select ours from counted`.execute(trx)
      // The other one would write here.
      await new Promise((resolve) => setImmediate(resolve))
      await sql`update counted set ours = ${(rows[0]?.ours ?? 0) + 1}`.execute(trx)
    })
  }
  writer.postMessage('stop')
  await ended
  const { rows } = await sql<{ ours: number; theirs: number }>`select * from counted`.execute(db)
  expect(rows).toEqual([{ ours: TRANSACTIONS, theirs: expect.any(Number) }])
  expect(rows[0]?.theirs).toBeGreaterThan(0)
})
