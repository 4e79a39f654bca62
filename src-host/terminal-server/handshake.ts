// Both sides prove that they know the home's secret before either trusts the other: a process that merely took the socket's
// place cannot pose as the terminal server, and one that merely found the socket cannot drive it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Failure } from '#contract/failure'
import { ClientProof, type Purpose, PurposeAnswer, ServerHello, ServerProof } from './control.ts'
import type { MessageSocket } from './message-socket.ts'
import { readJson, writeJson } from './messages.ts'

/** Milliseconds; a busy machine answers in one, a foreign process perhaps never. */
const HANDSHAKE_TIMEOUT_MS = 5_000
const NONCE_BYTES = 16

type Side = 'server' | 'client'

export function proofOf(secret: string, side: Side, serverNonce: string, clientNonce: string): string {
  return createHmac('sha256', secret).update(`mooring-terminal ${side} ${serverNonce} ${clientNonce}`).digest('hex')
}

const sameProof = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'))
const makeNonce = (): string => randomBytes(NONCE_BYTES).toString('hex')

/** The server's side; resolves with what the proven client sent next (unparsed), rejects when it proves nothing. */
export async function challenge(
  connection: MessageSocket,
  secret: string,
  about: Omit<ServerHello, 'server' | 'nonce'>,
): Promise<unknown> {
  const nonce = makeNonce()
  writeJson(connection.socket, { server: 'mooring-terminal-server', ...about, nonce } satisfies ServerHello)
  const client = ClientProof.safeParse(readJson(await connection.receive(HANDSHAKE_TIMEOUT_MS)))
  if (!client.success || !sameProof(client.data.proof, proofOf(secret, 'client', nonce, client.data.nonce))) {
    throw new Failure('forbidden', 'A process that does not know the secret of this home was refused.')
  }
  writeJson(connection.socket, { proof: proofOf(secret, 'server', nonce, client.data.nonce) })
  return readJson(await connection.receive(HANDSHAKE_TIMEOUT_MS))
}

/** The client's side: proves itself, has the server prove itself, and only then says what it wants. */
export async function introduce(
  connection: MessageSocket,
  secret: string,
  purposeFor: (hello: ServerHello) => Purpose,
): Promise<ServerHello> {
  const hello = ServerHello.safeParse(readJson(await connection.receive(HANDSHAKE_TIMEOUT_MS)))
  if (!hello.success) throw new Failure('unavailable', 'Another program answers at the terminal server’s address.')
  const nonce = makeNonce()
  writeJson(connection.socket, { nonce, proof: proofOf(secret, 'client', hello.data.nonce, nonce) })
  const server = ServerProof.safeParse(readJson(await connection.receive(HANDSHAKE_TIMEOUT_MS)))
  if (!server.success || !sameProof(server.data.proof, proofOf(secret, 'server', hello.data.nonce, nonce))) {
    throw new Failure(
      'forbidden',
      'The process at the terminal server’s address does not know the secret of this home.',
    )
  }
  writeJson(connection.socket, purposeFor(hello.data))
  const answer = PurposeAnswer.safeParse(readJson(await connection.receive(HANDSHAKE_TIMEOUT_MS)))
  if (!answer.success) throw new Failure('unavailable', 'The terminal server’s answer was not understood.')
  if ('failure' in answer.data) throw Failure.fromBody(answer.data.failure)
  return hello.data
}
