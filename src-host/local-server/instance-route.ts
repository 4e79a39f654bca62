// The door for another process of the same person: it proves that it can read this home, then may ask, open or stop.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppState } from '#contract/app'
import { Failure, type FailureBody, isFailure } from '#contract/failure'
import { type Instance, type InstanceAnswer, InstanceQuestion } from '../instance/index.ts'
import { isOwnAddress } from './admission.ts'

type InstanceDoor = {
  instance: Instance
  state: () => AppState
  /** An address with a fresh ticket. */
  address: () => string
  /** Rejects with a `Failure` when it cannot be used. */
  takeUp: (url: string) => Promise<void>
  stop: () => void
}

/** A question is a few fields. Bytes. */
const MAX_QUESTION_BYTES = 4_096

export async function answerInstance(
  { instance, state, address, takeUp, stop }: InstanceDoor,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const question = await read(request)
  const fromBrowser = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined
  if (fromBrowser || !isOwnAddress(request.headers, port) || question === null || !instance.proves(question)) {
    response.writeHead(403).end()
    return
  }
  const failure = question.action === 'take-up' ? await failureOf(takeUp(question.url)) : null
  const answer: InstanceAnswer = {
    proof: instance.answerProof(question.nonce),
    failure,
    address: question.action === 'open' ? address() : null,
    state: state(),
    startedAt: instance.startedAt,
  }
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(answer), () => {
    if (question.action === 'stop') stop()
  })
}

async function failureOf(change: Promise<void>): Promise<FailureBody | null> {
  try {
    await change
    return null
  } catch (error) {
    return (isFailure(error) ? error : new Failure('internal', 'The sign-in could not be taken up.')).toBody()
  }
}

async function read(request: IncomingMessage) {
  let text = ''
  try {
    for await (const chunk of request.setEncoding('utf8')) {
      text += chunk
      if (text.length > MAX_QUESTION_BYTES) return null
    }
    return InstanceQuestion.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
