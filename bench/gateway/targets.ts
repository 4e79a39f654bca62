// The three ways to the same upstream: directly, through Mooring, and through what we are compared with.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { installed } from '../../e2e/clients/installed.ts'
import { type Child, startChild } from '../child.ts'
import type { FromServer, Ready } from './protocol.ts'

export type Target = {
  readonly url: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

export type Measured = AsyncDisposable & {
  readonly target: Target
  /** Bytes that it holds. */
  memory: () => Promise<number>
}

/** With a newer server under it, every stream of its answers 500 (https://github.com/Portkey-AI/gateway/issues/1389). */
const PORTKEY = { name: '@portkey-ai/gateway', version: '1.15.2', overrides: { '@hono/node-server': '1.13.7' } }

export async function startUpstream(): Promise<Measured> {
  const { ready, ...rest } = await start('upstream-server.ts', [])
  return {
    ...rest,
    target: { url: ready.url, path: '/v1/chat/completions', headers: { authorization: 'Bearer sk-bench' } },
  }
}

export async function startMooring(upstreamUrl: string): Promise<Measured> {
  const { ready, ...rest } = await start('mooring-server.ts', [upstreamUrl])
  const headers = { authorization: `Bearer ${ready.key}` }
  return { ...rest, target: { url: ready.url, path: '/ai/openai/v1/chat/completions', headers } }
}

async function start(program: string, args: string[]): Promise<Omit<Measured, 'target'> & { ready: Ready }> {
  const child: Child<FromServer> = startChild<FromServer>(program, import.meta.url, args)
  const first = await child.next(AbortSignal.timeout(START_TIMEOUT_MS))
  if (first.type !== 'ready') throw new Error(`${program} spoke before it was ready.`)
  return {
    ready: first.ready,
    async memory() {
      const message = await child.ask('memory')
      if (message.type !== 'memory') throw new Error(`${program} did not say how much memory it holds.`)
      return message.bytes
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}

const START_TIMEOUT_MS = 30_000

/** Portkey's gateway as it is published, told its upstream by headers. Null where it cannot be installed. */
export async function startPortkey(upstreamUrl: string): Promise<(AsyncDisposable & { target: Target }) | null> {
  const found = await installed(PORTKEY)
  if (found.outcome === 'unavailable') {
    console.error(found.reason)
    return null
  }
  const port = await freePort()
  const program = join(found.folder, 'build', 'start-server.js')
  const child = spawn(process.execPath, [program, '--headless', `--port=${port}`], {
    cwd: found.folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  await answers(url)
  const headers = {
    authorization: 'Bearer sk-bench',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${upstreamUrl}/v1`,
  }
  return {
    target: { url, path: '/v1/chat/completions', headers },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS
  while (!(await fetch(url).catch(() => null))) {
    if (Date.now() > until) throw new Error(`${url} does not answer.`)
    await delay(50)
  }
}
