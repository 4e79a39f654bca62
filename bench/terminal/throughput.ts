// How fast `cat` passes to a viewer that keeps up, against a C reader of the same PTY and against websocketd, turn by turn.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { compile } from './compiled.ts'
import { writePayload } from './payload.ts'
import { end, type Place } from './place.ts'
import { attach } from './viewer.ts'
import { findWebsocketd, startWebsocketd } from './websocketd.ts'

const RUNS = 7

/** MB (10⁶ bytes) a second. */
export type Throughput = { floor: number[]; ours: number[]; peer: number[] }

export async function measureThroughput(place: Place, { runs = RUNS, withPeer = true } = {}): Promise<Throughput> {
  const payload = join(place.folder, 'payload')
  writePayload(payload)
  const script = join(place.folder, 'print-payload')
  writeFileSync(script, `#!/bin/sh\nprintf READY; read go; cat '${payload}'\n`, { mode: 0o700 })
  const reader = compile('reader', place.folder)
  const websocketd = withPeer ? findWebsocketd() : null
  if (reader === null) throw new Error('There is no C compiler (cc), and so no floor to measure against.')
  const result: Throughput = { floor: [], ours: [], peer: [] }
  for (let run = 0; run < runs; run += 1) {
    result.floor.push(floor(reader, script))
    result.ours.push(await ours(place, payload))
    if (websocketd !== null) result.peer.push(await peer(websocketd, script))
  }
  return result
}

const rate = (bytes: number, milliseconds: number): number => bytes / 1e3 / milliseconds

function floor(reader: string, script: string): number {
  const { stdout } = spawnSync(reader, [script], { encoding: 'utf8' })
  const [bytes = 0, nanoseconds = 1] = stdout.split(' ').map(Number)
  return rate(bytes, nanoseconds / 1e6)
}

async function ours({ openScript, address, terminals }: Place, payload: string): Promise<number> {
  const id = await openScript(`printf READY; read go; cat '${payload}'; printf E''ND; read end`)
  const viewer = await attach(address(id))
  await viewer.sees('READY')
  const seen = viewer.sees('END')
  const { bytes } = viewer.counts
  const start = performance.now()
  viewer.type('\n')
  const end = await seen
  const passed = viewer.counts.bytes - bytes
  viewer.leave()
  await terminals.close(id)
  return rate(passed, end - start)
}

async function peer(websocketd: string, script: string): Promise<number> {
  const { address, child } = await startWebsocketd(websocketd, script)
  const socket = new WebSocket(address, { perMessageDeflate: false })
  const result = await new Promise<number>((resolve) => {
    let bytes = 0
    let start = 0
    socket.on('message', (data: Buffer) => {
      if (start === 0) {
        start = performance.now()
        socket.send('\n')
      } else bytes += data.byteLength
    })
    socket.on('close', () => resolve(rate(bytes, performance.now() - start)))
  })
  await end(child)
  return result
}
