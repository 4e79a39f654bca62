// How long the server lives, and that what was closed leaves nothing behind.
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addressOf } from './address.ts'
import { dialOrStart } from './dial.ts'
import { isRunning, spawnServerForTest, startTerminalServerForTest, temporaryHome, until } from './testing.ts'

const CHURN = 1_000
const AT_ONCE = 25

describe.runIf(process.platform === 'linux')('what is left (read from /proc)', () => {
  it('[T10] leaves no process, descriptor or socket behind after 1,000 opens and closes', async () => {
    await using server = await startTerminalServerForTest()
    const kept = await server.open()
    await (await server.attach(kept.id)).waitForFrame('snapshot')
    const before = await descriptorsOf(server.pid)
    for (let done = 0; done < CHURN; done += AT_ONCE) {
      const opened = await Promise.all(Array.from({ length: AT_ONCE }, () => server.open()))
      // Some are looked at when they are closed.
      const viewer = await server.attach(opened[0]?.id ?? '')
      await Promise.all(opened.map(({ id }) => server.control({ type: 'close', id })))
      await until(() => viewer.closed(), 'the viewer of a closed terminal to be let go')
    }
    await until(async () => (await childrenOf(server.pid)) === 1, 'every shell but one to end')
    await until(async () => (await descriptorsOf(server.pid)) <= before, 'the descriptors to be given back')
    expect(await server.control({ type: 'list' })).toMatchObject([{ id: kept.id }])
    const records = await readdir(`${addressOf(server.home).folder}/records`)
    expect(records.filter((name) => !name.startsWith(kept.id))).toEqual([])
  }, 120_000)
})

const descriptorsOf = async (pid: number): Promise<number> => (await readdir(`/proc/${pid}/fd`)).length

async function childrenOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.split(' ').filter((child) => child !== '').length
}

/** How its process leaves, having ended everything itself. */
const GONE = [null, 'SIGKILL']

const startWithIdleTime = (home: string, idleMs: number) =>
  spawnServerForTest(home, { args: ['--idle-ms', `${idleMs}`] })

it('ends when no shell and no viewer was there for its time, and not before', async () => {
  await using place = await temporaryHome()
  const { ended } = await startWithIdleTime(place.home, 300)
  await using server = await startTerminalServerForTest(place.home)
  const terminal = await server.open()
  const opened = performance.now()
  await until(() => performance.now() - opened > 700, 'twice its time')
  expect(isRunning(server.pid)).toBe(true)
  await server.control({ type: 'close', id: terminal.id })
  expect(await ended).toEqual(GONE)
})

it('ends, and its shells with it, when its home was removed', async () => {
  await using place = await temporaryHome()
  const { ended } = await startWithIdleTime(place.home, 300)
  await using server = await startTerminalServerForTest(place.home)
  const terminal = await server.openScript('echo "pid $$."; read forever')
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('.')
  const shell = Number(/pid (\d+)\./.exec(viewer.lines().join())?.[1])
  await rm(place.home, { recursive: true })
  expect(await ended).toEqual(GONE)
  expect(isRunning(shell)).toBe(false)
})

it('leaves at once, and the host knows why, when its home cannot be used', async () => {
  await using place = await temporaryHome()
  const { folder } = addressOf(place.home)
  await mkdir(folder)
  await writeFile(join(folder, 'records'), 'somebody’s file')
  const asked = performance.now()
  await expect(dialOrStart(place.home, { purpose: 'control' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('records is not a folder of your own'),
  })
  expect(performance.now() - asked, 'milliseconds, of 15,000 that a slow start may take').toBeLessThan(10_000)
})

it('drops a process that proves nothing, and serves others meanwhile', async () => {
  await using server = await startTerminalServerForTest()
  const stranger = createConnection(addressOf(server.home).socket)
  const said: string[] = []
  stranger.on('data', (data) => said.push(data.toString()))
  const closed = once(stranger, 'close')
  const proof = Buffer.from(JSON.stringify({ nonce: '0'.repeat(32), proof: 'f'.repeat(64) }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(proof.byteLength)
  stranger.write(
    Buffer.concat([length, proof, length, Buffer.from(JSON.stringify({ purpose: 'stop' }).padEnd(proof.byteLength))]),
  )
  await closed
  expect(said.join('')).toContain('forbidden')
  expect(await server.control({ type: 'list' })).toEqual([])
})
