import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Exit, type Pty, startPty } from './pty.ts'

const RUNS = 100
const AT_ONCE = 20
/** Fits into the kernel's buffer, so that the shell can leave while nobody reads. */
const HELD_BACK_BYTES = 3_000

/** Does something to it at each of its bytes; answers how many bytes came before the exit. */
async function run(
  script: string,
  onBytes: (pty: Pty, before: number) => void,
): Promise<{ bytes: number; exit: Exit }> {
  const done = Promise.withResolvers<{ bytes: number; exit: Exit }>()
  const started = Promise.withResolvers<Pty>()
  let bytes = 0
  const request = { shell: script, args: [], cwd: '/', environment: { PATH: '/usr/bin:/bin' }, cols: 80, rows: 24 }
  const pty = await startPty(request, {
    onData: (data) => {
      const before = bytes
      void started.promise.then((one) => onBytes(one, before))
      bytes += data.byteLength
    },
    onExit: (exit) => done.resolve({ bytes, exit }),
  })
  started.resolve(pty)
  return done.promise
}

/** Brakes at the first byte and never releases. */
const runBraked = (script: string) => run(script, (pty, before) => before === 0 && pty.brake())

it('[T14] brings every byte of a shell that exits while its output is held back, in 100 runs of 100', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-pty-'))
  const script = join(folder, 'script')
  await writeFile(
    script,
    `#!/bin/sh\nprintf A; sleep 0.05; head -c ${HELD_BACK_BYTES} /dev/zero | tr '\\0' b; exit 5\n`,
  )
  await chmod(script, 0o700)
  const results: { bytes: number; exit: Exit }[] = []
  for (let run = 0; run < RUNS; run += AT_ONCE) {
    results.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => runBraked(script)))))
  }
  await rm(folder, { recursive: true })
  const wrong = results.filter(({ bytes, exit }) => bytes !== 1 + HELD_BACK_BYTES || exit.code !== 5)
  expect(wrong).toEqual([])
  expect(results).toHaveLength(RUNS)
}, 60_000)

it('[T14] [T23] brings every byte of a flood that waits for others again and again, and ends meanwhile', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-pty-'))
  const script = join(folder, 'script')
  await writeFile(script, "#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' b; exit 5\n")
  await chmod(script, 0o700)
  let longest = 0
  let last = 0
  const { bytes, exit } = await run(script, (pty) => {
    const now = performance.now()
    if (last > 0) longest = Math.max(longest, now - last)
    last = now
    pty.giveWay()
  })
  await rm(folder, { recursive: true })
  expect({ bytes, code: exit.code }).toEqual({ bytes: 300_000, code: 5 })
  expect(longest).toBeGreaterThanOrEqual(6)
})
