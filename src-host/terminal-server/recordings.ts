// The recordings of a home, one asciicast file each. The terminal server writes them; the host lists, reads and deletes them.
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '#contract/failure'
import { MAX_RECORDINGS, type Recording } from '#contract/terminal'
import { ensurePrivateFolder } from './private-files.ts'

/** Bytes: larger than any header, whose texts are bounded. */
const MAX_HEADER_BYTES = 16_384
/** Bytes of one reading; longer than the longest line. */
const READ_BYTES = 524_288

const RECORDING_FILE = /^(rec_[0-9a-f]{16})\.cast$/
const Header = z.object({
  title: z.string(),
  mooring: z.object({ terminalId: z.string(), startedAt: z.number().int() }),
})

/** `text` is whole lines; `next` is where to go on, null at the end. */
export type RecordingPart = { text: string; next: number | null }

export class Recordings {
  private readonly folder: string

  /** `folder` is the terminal server's own. */
  constructor(folder: string) {
    this.folder = join(folder, 'recordings')
  }

  /** An empty file that only its owner may read. */
  async create(): Promise<{ id: string; file: FileHandle }> {
    await ensurePrivateFolder(this.folder)
    if ((await this.ids()).length >= MAX_RECORDINGS) {
      const message = `This home has ${MAX_RECORDINGS} recordings, which is the most; delete one first.`
      throw new Failure('limit-reached', message)
    }
    const id = `rec_${randomBytes(8).toString('hex')}`
    try {
      return { id, file: await open(this.path(id), 'wx', 0o600) }
    } catch (cause) {
      throw new Failure('home-not-writable', `A recording cannot be written in ${this.folder}.`, { cause })
    }
  }

  /** Newest first. `active` are those that go on. */
  async list(active: ReadonlySet<string>): Promise<Recording[]> {
    const found = await Promise.all((await this.ids()).map((id) => this.describe(id, active.has(id))))
    return found.filter((one) => one !== undefined).sort((a, b) => b.startedAt - a.startedAt)
  }

  async read(id: string, offset: number): Promise<RecordingPart> {
    await using file = await this.open(id)
    const buffer = Buffer.alloc(READ_BYTES)
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES, offset)
    // What stands behind the last line was being written, or was cut when the terminal server was killed.
    const whole = buffer.lastIndexOf(0x0a, bytesRead - 1) + 1
    const text = bytesRead === 0 ? '' : buffer.toString('utf8', 0, whole)
    return { text, next: text === '' || bytesRead < READ_BYTES ? null : offset + whole }
  }

  async delete(id: string): Promise<void> {
    await (await this.open(id)).close()
    await rm(this.path(id), { force: true })
  }

  private async describe(id: string, isActive: boolean): Promise<Recording | undefined> {
    try {
      await using file = await open(this.path(id))
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0)
      const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1)
      const { title, mooring } = Header.parse(JSON.parse(line))
      const { size, mtimeMs } = await file.stat()
      return { id, ...mooring, title, endedAt: isActive ? null : Math.floor(mtimeMs), bytes: size }
    } catch {
      // Deleted meanwhile, or of no use.
      return undefined
    }
  }

  private async open(id: string): Promise<FileHandle> {
    try {
      return await open(this.path(id))
    } catch (cause) {
      throw new Failure('not-found', 'There is no such recording; it may have been deleted.', { cause })
    }
  }

  private async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => [])
    return names.flatMap((name) => RECORDING_FILE.exec(name)?.[1] ?? [])
  }

  private path(id: string): string {
    return join(this.folder, `${id}.cast`)
  }
}
