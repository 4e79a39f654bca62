// The door for another process of the same person: it proves that it can read this home, then may ask, open or stop.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppState } from '#contract/app'
import { type Instance, type InstanceAnswer, InstanceQuestion } from '../instance/index.ts'
import { isOwnAddress } from './admission.ts'

type InstanceDoor = {
  instance: Instance
  state: () => AppState
  /** An address with a fresh ticket. */
  address: () => string
  stop: () => void
}

/** A question is a few fields. Bytes. */
const MAX_QUESTION_BYTES = 4_096

export async function answerInstance(
  { instance, state, address, stop }: InstanceDoor,
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
  const answer: InstanceAnswer = {
    proof: instance.answerProof(question.nonce),
    address: question.action === 'open' ? address() : null,
    state: state(),
    startedAt: instance.startedAt,
  }
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(answer), () => {
    if (question.action === 'stop') stop()
  })
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
