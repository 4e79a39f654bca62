// The coding tools as their npm packages are, told of the gateway as their own documentation has it: the address and the key.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installed, type Package } from './installed.ts'
import { createPlace, type Place, type Run, runProgram } from './run-program.ts'

export const CLAUDE_CODE: Package = { name: '@anthropic-ai/claude-code', version: '2.1.332' }
export const CODEX: Package = { name: '@openai/codex', version: '0.171.0' }

export type Access = {
  readonly baseUrl: string
  /** What the tool takes for the provider's key. */
  readonly key: string
  /** The Mooring key, where that one is the caller's own with the provider. */
  readonly mooringToken?: string
  /** By a WebSocket, where the tool can. */
  readonly bySocket?: boolean
}

export type CodingTool = {
  /** Asks it one thing, on its own, in the place's project. */
  readonly ask: (
    prompt: string,
    access: Access,
    place: Place,
    environment: Readonly<Record<string, string>>,
  ) => Promise<Run>
}

export type LoadedTool = { outcome: 'loaded'; tool: CodingTool } | { outcome: 'unavailable'; reason: string }

/** https://code.claude.com/docs/en/llm-gateway */
export async function loadClaudeCode(): Promise<LoadedTool> {
  const found = await installed(CLAUDE_CODE)
  if (found.outcome === 'unavailable') return found
  const program = join(found.folder, 'bin', 'claude.exe')
  const ask: CodingTool['ask'] = (prompt, { baseUrl, key, mooringToken }, place, environment) =>
    runProgram([program, '-p', prompt, '--allowedTools', 'Read', '--output-format', 'json'], place, {
      ANTHROPIC_BASE_URL: baseUrl,
      ANTHROPIC_API_KEY: key,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      ...(mooringToken === undefined ? {} : { ANTHROPIC_CUSTOM_HEADERS: `x-mooring-token: ${mooringToken}` }),
      ...environment,
    })
  return await startable([program, '--version'], { ask })
}

/** https://developers.openai.com/codex/config-advanced */
export async function loadCodex(): Promise<LoadedTool> {
  const found = await installed(CODEX)
  if (found.outcome === 'unavailable') return found
  const program = [process.execPath, join(found.folder, 'bin', 'codex.js')] as const
  const ask: CodingTool['ask'] = async (prompt, access, place, environment) => {
    const { key, mooringToken } = access
    await mkdir(join(place.home, '.codex'), { recursive: true })
    await writeFile(join(place.home, '.codex', 'config.toml'), codexConfig(access))
    // Its sandbox needs what not every kernel has; what it runs here is a line of ours.
    const args = ['exec', '--skip-git-repo-check', '--sandbox', 'danger-full-access', '--json', prompt]
    return await runProgram([...program, ...args], place, {
      PROVIDER_KEY: key,
      ...(mooringToken === undefined ? {} : { MOORING_API_KEY: mooringToken }),
      ...environment,
    })
  }
  return await startable([...program, '--version'], { ask })
}

/** What follows the provider only keeps it from calling home. */
const codexConfig = ({ baseUrl, mooringToken, bySocket = false }: Access) => `
model = "gpt-x"
model_provider = "mooring"
check_for_update_on_startup = false

[model_providers.mooring]
name = "Mooring"
base_url = "${baseUrl}"
env_key = "PROVIDER_KEY"
wire_api = "responses"
supports_websockets = ${bySocket}
${mooringToken !== undefined ? 'env_http_headers = { "x-mooring-token" = "MOORING_API_KEY" }' : ''}

[analytics]
enabled = false

[features]
plugins = false
apps = false
`

/** A binary for another machine, or an older system than it was built for, says so when it is first run. */
async function startable(command: readonly [string, ...string[]], tool: CodingTool): Promise<LoadedTool> {
  await using place = await createPlace()
  const run = await runProgram(command, place, {}).catch((error: Error) => ({ code: null, stderr: error.message }))
  if (run.code === 0) return { outcome: 'loaded', tool }
  return { outcome: 'unavailable', reason: `${command[0]} does not run here: ${run.stderr}` }
}
