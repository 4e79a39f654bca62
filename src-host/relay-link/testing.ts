// A control plane that does what ours would never: it speaks the relay's protocol by hand, signs what it likes, and falls silent.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type WebSocket, WebSocketServer } from 'ws'
import type { TerminalSummary } from '#contract/host'
import {
  type ControlPlaneMessage,
  HostMessage,
  JWKS_PATH,
  RELAY_DIAL_PATH,
  TICKET_ALGORITHM,
  TICKET_AUDIENCE,
  TICKET_ISSUER,
} from '#contract/relay'
import type { Terminals } from '../terminal/index.ts'

export type SigningKey = Awaited<ReturnType<typeof newSigningKey>>

export async function newSigningKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: TICKET_ALGORITHM } }
}

/** One host's control channel, seen from the control plane. */
export class Channel {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  readonly heard: HostMessage[] = []
  readonly closed: Promise<number>

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket
    this.request = request
    this.closed = new Promise((resolve) => socket.on('close', resolve))
    socket.on('error', () => {})
    socket.on('message', (data) => this.heard.push(HostMessage.parse(JSON.parse(String(data)))))
  }

  say(message: ControlPlaneMessage): void {
    this.socket.send(JSON.stringify(message))
  }
}

export type RogueControlPlane = AsyncDisposable & {
  readonly url: string
  readonly port: number
  readonly key: SigningKey
  readonly channels: Channel[]
  /** Sockets of hosts that dialled back, with the ticket they came by. */
  readonly dialled: { ticket: string; socket: WebSocket }[]
  /** What is answered to the next requests: a status to refuse upgrades with, no answer at all, welcome at hello or not. */
  readonly manners: Manners
  keyFetches: () => number
  sign: (claims: JWTPayload, options?: SignOptions) => Promise<string>
}

export type Manners = {
  refuse: { status: number; body: unknown } | null
  silent: boolean
  welcomes: boolean
  pongs: boolean
  silentKeys: boolean
}
type SignOptions = { key?: SigningKey; audience?: string; issuedAt?: number; lifetimeS?: number }

export async function startRogueControlPlane(port = 0): Promise<RogueControlPlane> {
  const key = await newSigningKey('known')
  const manners: Manners = { refuse: null, silent: false, welcomes: true, pongs: true, silentKeys: false }
  const channels: Channel[] = []
  const dialled: RogueControlPlane['dialled'] = []
  const unanswered = new Set<Duplex>()
  let keyFetches = 0
  const server = createServer((request, response) => {
    if (request.url !== JWKS_PATH) return void response.writeHead(404).end()
    keyFetches++
    if (!manners.silentKeys) response.writeHead(200).end(JSON.stringify({ keys: [key.jwk] }))
  })
  const polite = new WebSocketServer({ noServer: true })
  const mute = new WebSocketServer({ noServer: true, autoPong: false })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    if (manners.silent) return void unanswered.add(socket)
    if (manners.refuse !== null) {
      const body = JSON.stringify(manners.refuse.body)
      return void socket.end(
        `HTTP/1.1 ${manners.refuse.status} No\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      )
    }
    const sockets = manners.pongs ? polite : mute
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const url = new URL(request.url ?? '', 'http://relay')
      if (url.pathname === RELAY_DIAL_PATH) {
        dialled.push({ ticket: url.searchParams.get('ticket') ?? '', socket: accepted })
        return
      }
      const channel = new Channel(accepted, request)
      channels.push(channel)
      accepted.once('message', () => manners.welcomes && channel.say({ type: 'welcome' }))
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    key,
    channels,
    dialled,
    manners,
    keyFetches: () => keyFetches,
    sign(claims, { key: by = key, audience = TICKET_AUDIENCE, issuedAt = Date.now() / 1000, lifetimeS = 30 } = {}) {
      return new SignJWT({ ...claims, iss: TICKET_ISSUER, aud: audience })
        .setProtectedHeader({ alg: TICKET_ALGORITHM, kid: by.kid })
        .setIssuedAt(Math.floor(issuedAt))
        .setExpirationTime(Math.floor(issuedAt) + lifetimeS)
        .sign(by.privateKey)
    },
    async [Symbol.asyncDispose]() {
      for (const socket of [...polite.clients, ...mute.clients]) socket.terminate()
      for (const socket of unanswered) socket.destroy()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

export type FakeTerminals = Pick<Terminals, 'list' | 'onChange'> & { change: (terminals: TerminalSummary[]) => void }

/** A list that a test changes. */
export function terminalsOf(first: TerminalSummary[]): FakeTerminals {
  let now = first
  const listeners = new Set<(terminals: TerminalSummary[]) => void>()
  return {
    list: async () => now,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change(terminals) {
      now = terminals
      for (const listener of listeners) listener(terminals)
    },
  }
}
