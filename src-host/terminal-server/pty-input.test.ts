import { closeSync, openSync, readSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PtyInput } from './pty-input.ts'
import { startTerminalServerForTest } from './testing.ts'

/** Many times what a PTY takes while nobody reads. */
const PASTE_BYTES = 300_000

it('[T1] brings a long paste to a program that does not read yet, whole and in its order', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    `stty raw -echo; printf READY; sleep 0.2; head -c ${PASTE_BYTES} | cksum; read end`,
  )
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('READY')
  const pasted = Buffer.from(Array.from({ length: PASTE_BYTES }, (_, at) => 33 + (at % 89)))
  const half = PASTE_BYTES / 2
  viewer.type(pasted.subarray(0, half))
  viewer.type(pasted.subarray(half))
  await viewer.waitForScreen(`${cksum(pasted)} ${PASTE_BYTES}`)
})

it('writes nothing to a descriptor that was given back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-pty-input-'))
  const path = join(folder, 'file')
  await writeFile(path, '')
  const descriptor = openSync(path, 'r+')
  let isOpen = true
  const input = new PtyInput(descriptor, () => isOpen)
  input.write(Buffer.from('typed'))
  isOpen = false
  input.write(Buffer.from(' too late'))
  const content = Buffer.alloc(64)
  expect(content.toString('utf8', 0, readSync(descriptor, content, 0, 64, 0))).toBe('typed')
  closeSync(descriptor)
  await rm(folder, { recursive: true })
})

/** As POSIX says that `cksum` counts. */
function cksum(bytes: Uint8Array): number {
  const length: number[] = []
  for (let rest = bytes.byteLength; rest > 0; rest >>>= 8) length.push(rest & 0xff)
  let sum = 0
  for (const byte of [...bytes, ...length]) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x8000_0000 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1
  }
  return ~sum >>> 0
}
