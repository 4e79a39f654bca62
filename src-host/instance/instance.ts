// How a second start finds the host that already holds a home, and how each proves to the other that it may (L3).
// An open port proves nothing: both sides show that they can read this home's private secret, over a fresh nonce.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppState } from '#contract/app'
import { Failure, FailureBody } from '#contract/failure'

export const INSTANCE_PATH = '/instance'

const InstanceRecord = z.object({ pid: z.number().int(), port: z.number().int(), startedAt: z.number().int() })
type InstanceRecord = z.infer<typeof InstanceRecord>

/** `take-up`: this home's sign-in at a control plane was changed by another program. */
export const InstanceAction = z.enum(['open', 'status', 'stop', 'take-up'])
export type InstanceAction = z.infer<typeof InstanceAction>

/** Bounds of what a stranger on loopback can send here. */
export const InstanceQuestion = z.object({
  action: InstanceAction,
  nonce: z.string().min(16).max(64),
  proof: z.string().max(64),
  /** The control plane to take up. */
  url: z.string().max(500).default(''),
})

export const InstanceAnswer = z.object({
  proof: z.string(),
  /** An address with a fresh one-time ticket, when asked to open. */
  address: z.string().nullable(),
  state: AppState,
  startedAt: z.number().int(),
  /** Why it was not done. */
  failure: FailureBody.nullable().default(null),
})
export type InstanceAnswer = z.infer<typeof InstanceAnswer>

export type Instance = Disposable & {
  /** Eight letters that tell this home's cookies from another's. */
  readonly name: string
  readonly startedAt: number
  /** True if whoever asks can read this home. */
  proves: (question: z.infer<typeof InstanceQuestion>) => boolean
  answerProof: (nonce: string) => string
}

/** Writes where this host can be found; disposing removes it. */
export function createInstance(home: string, port: number, now: () => number): Instance {
  const secret = randomBytes(32).toString('base64url')
  const startedAt = now()
  const record: InstanceRecord = { pid: process.pid, port, startedAt }
  writeFileSync(secretPath(home), secret, { mode: 0o600 })
  writeFileSync(recordPath(home), JSON.stringify(record), { mode: 0o600 })
  return {
    name: createHmac('sha256', 'name').update(home).digest('hex').slice(0, 8),
    startedAt,
    proves: ({ proof, ...question }) => equal(proof, mac(secret, textOf(question))),
    answerProof: (nonce) => mac(secret, `answer ${nonce}`),
    [Symbol.dispose]: () => rmSync(recordPath(home), { force: true }),
  }
}

export type RunningInstance = InstanceAnswer & { pid: number; port: number }

/** The host behind a loopback port answers at once or is not well. */
const ASK_TIMEOUT_MS = 5_000
/** Taking up another sign-in asks that control plane, which may not answer. */
const TAKE_UP_TIMEOUT_MS = 40_000

/** Null when no host runs in this home. Throws `unavailable` when one seems to but does not prove itself. */
export async function askRunningInstance(
  home: string,
  action: InstanceAction,
  url = '',
): Promise<RunningInstance | null> {
  const found = readRecord(home)
  if (found === null) return null
  const { record, secret } = found
  const nonce = randomBytes(24).toString('base64url')
  const question = { action, nonce, url, proof: mac(secret, textOf({ action, nonce, url })) }
  const response = await fetch(`http://127.0.0.1:${record.port}${INSTANCE_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal: AbortSignal.timeout(action === 'take-up' ? TAKE_UP_TIMEOUT_MS : ASK_TIMEOUT_MS),
  }).catch(() => null)
  if (response === null) return null
  const answer = InstanceAnswer.safeParse(await response.json().catch(() => null))
  if (!answer.success || !equal(answer.data.proof, mac(secret, `answer ${nonce}`))) {
    throw new Failure(
      'unavailable',
      `Another program listens on port ${record.port}, where this home's host was last seen.`,
    )
  }
  return { ...answer.data, pid: record.pid, port: record.port }
}

function readRecord(home: string): { record: InstanceRecord; secret: string } | null {
  try {
    const record = InstanceRecord.parse(JSON.parse(readFileSync(recordPath(home), 'utf8')))
    return { record, secret: readFileSync(secretPath(home), 'utf8') }
  } catch {
    return null
  }
}

const recordPath = (home: string) => join(home, 'host.json')
const secretPath = (home: string) => join(home, 'host.secret')
const textOf = ({ action, nonce, url }: Omit<z.infer<typeof InstanceQuestion>, 'proof'>) =>
  `ask ${action} ${nonce} ${url}`
const mac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64url')

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
