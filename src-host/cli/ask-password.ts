// A password from whoever sits at the terminal, without showing it, or from a pipe. Never from an argument: others can read those.
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Failure } from '#contract/failure'

/** Throws `cancelled` when nothing was typed. */
export async function askPassword(prompt: string): Promise<string> {
  const { stdin, stderr } = process
  if (stdin.isTTY) stderr.write(prompt)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: unseen, terminal: stdin.isTTY })
  const interrupted = new Promise<string>((resolve) =>
    lines.once('SIGINT', () => resolve('')).once('close', () => resolve('')),
  )
  const typed = new Promise<string>((resolve) => lines.once('line', resolve))
  const password = await Promise.race([typed, interrupted])
  lines.close()
  if (stdin.isTTY) stderr.write('\n')
  if (password === '') throw new Failure('cancelled', 'No password was given.')
  return password
}
