// The coding tools, as published, work through the gateway as they do with their own provider: they ask, call a tool of theirs on this
// machine, and answer with what it found. Behind a wall, so that whatever else they would reach is seen.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, type TestContext } from 'vitest'
import { z } from 'zod'
import type { RecordedRequest } from '../fakes/index.ts'
import { type Access, type CodingTool, type LoadedTool, loadClaudeCode, loadCodex } from './coding-tools.ts'
import { type ClientGateway, ORGANIZATION_SECRET, startClientGateway } from './gateway.ts'
import { INSTALL_TIMEOUT_MS } from './installed.ts'
import { createPlace, type Place } from './run-program.ts'
import { startWall, type Wall } from './wall.ts'

/** Starting one takes a second; on a busy machine several. Milliseconds. */
const RUN_TIMEOUT_MS = 60_000
const PROMPT = 'What does note.txt say?'
const NOTE = 'The boat is called Amber.'

let gateway: ClientGateway
let wall: Wall
let place: Place
let claudeCode: LoadedTool
let codex: LoadedTool

beforeAll(async () => {
  gateway = await startClientGateway()
  wall = await startWall()
  ;[claudeCode, codex] = await Promise.all([loadClaudeCode(), loadCodex()])
}, INSTALL_TIMEOUT_MS)
afterAll(async () => {
  await wall[Symbol.asyncDispose]()
  await gateway[Symbol.asyncDispose]()
})
beforeEach(async () => {
  place = await createPlace()
  await writeFile(join(place.project, 'note.txt'), NOTE)
})
afterEach(() => place[Symbol.asyncDispose]())

/** The model reads the note by a tool of the program's, and then says what it was told. */
function readNote(call: { name: string; input: Record<string, string> }) {
  const seen = gateway.upstream.requests.length
  gateway.upstream.follow(({ body }) =>
    body.includes(NOTE) ? { chunks: ['It says: ', NOTE] } : { chunks: ['I look.'], calls: [call] },
  )
  return () => gateway.upstream.requests.slice(seen)
}

function toolOf(loaded: LoadedTool, { skip }: TestContext): CodingTool {
  return loaded.outcome === 'loaded' ? loaded.tool : skip(loaded.reason)
}

const OWN_SECRET = 'sk-of-the-caller-0001'

/** The organization's credential is used, or the caller's own. */
const WHOSE = ['the organization’s key', 'a key of one’s own'] as const

function accessOf(baseUrl: string, whose: (typeof WHOSE)[number]): Access {
  return whose === WHOSE[0] ? { baseUrl, key: gateway.key } : { baseUrl, key: OWN_SECRET, mooringToken: gateway.key }
}

function expectCredential(requests: readonly RecordedRequest[], whose: (typeof WHOSE)[number]) {
  const secret = whose === WHOSE[0] ? ORGANIZATION_SECRET : OWN_SECRET
  for (const { headers } of requests) {
    expect(headers['x-api-key'] ?? headers.authorization).toMatch(new RegExp(`^(Bearer )?${secret}$`))
    expect(JSON.stringify(headers)).not.toContain(gateway.key)
  }
}

const ClaudeResult = z.object({ result: z.string(), is_error: z.boolean(), num_turns: z.number() })

it.for(WHOSE)(
  '[G1] Claude Code asks with %s, reads a file by its own tool and answers',
  { timeout: RUN_TIMEOUT_MS },
  async (whose, context) => {
    const tool = toolOf(claudeCode, context)
    const requests = readNote({ name: 'Read', input: { file_path: join(place.project, 'note.txt') } })
    const access = accessOf(gateway.anthropicBaseUrl, whose)
    const run = await tool.ask(PROMPT, access, place, wall.environment)
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(ClaudeResult.parse(JSON.parse(run.stdout))).toEqual({
      result: `It says: ${NOTE}`,
      is_error: false,
      num_turns: 2,
    })
    expect(requests().map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill('POST /v1/messages?beta=true'),
    )
    expectCredential(requests(), whose)
    expect(wall.attempts).toEqual([])
  },
)

const CodexEvent = z.looseObject({ type: z.string(), item: z.looseObject({ type: z.string() }).optional() })

type How = { whose: (typeof WHOSE)[number]; by: 'HTTP' | 'WebSocket' }
const HOW: How[] = WHOSE.flatMap((whose) => [
  { whose, by: 'HTTP' as const },
  { whose, by: 'WebSocket' as const },
])

it.for(HOW)(
  '[G1] Codex asks with $whose by $by, runs a command by its own tool and answers',
  { timeout: RUN_TIMEOUT_MS },
  async ({ whose, by }, context) => {
    const tool = toolOf(codex, context)
    const requests = readNote({ name: 'exec_command', input: { cmd: 'cat note.txt' } })
    const access = { ...accessOf(gateway.openaiBaseUrl, whose), bySocket: by === 'WebSocket' }
    const run = await tool.ask(PROMPT, access, place, wall.environment)
    expect(run.code, run.stderr).toBe(0)
    const events = run.stdout
      .trim()
      .split('\n')
      .map((line) => CodexEvent.parse(JSON.parse(line)))
    const done = events.filter(({ type }) => type === 'item.completed').map(({ item }) => item)
    expect(done).toContainEqual(
      expect.objectContaining({ type: 'command_execution', exit_code: 0, aggregated_output: NOTE }),
    )
    expect(done.at(-1)).toMatchObject({ type: 'agent_message', text: `It says: ${NOTE}` })
    expect(events.at(-1)).toMatchObject({ type: 'turn.completed', usage: { output_tokens: 14 } })
    const methods = new Set(requests().map(({ method, path }) => `${method} ${path}`))
    expect([...methods]).toEqual(
      by === 'HTTP' ? ['POST /v1/responses'] : ['UPGRADE /v1/responses', 'MESSAGE /v1/responses'],
    )
    expectCredential(requests(), whose)
    expect(wall.attempts).toEqual([])
  },
)
