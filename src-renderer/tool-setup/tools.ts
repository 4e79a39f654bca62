// The tools that the window knows how to connect, and which wire format each of them speaks.
import type { WireFormat } from '#contract/gateway'

type Tool = { title: string; wires: readonly WireFormat[] }

export const TOOLS = {
  'claude-code': { title: 'Claude Code', wires: ['anthropic'] },
  codex: { title: 'Codex', wires: ['openai'] },
  'anthropic-sdk': { title: 'Anthropic SDK', wires: ['anthropic'] },
  'openai-sdk': { title: 'OpenAI SDK', wires: ['openai'] },
  curl: { title: 'curl', wires: ['anthropic', 'openai'] },
} as const satisfies Record<string, Tool>

export type ToolId = keyof typeof TOOLS

export const TOOL_IDS = Object.keys(TOOLS) as readonly ToolId[]

export const isToolId = (text: unknown): text is ToolId => typeof text === 'string' && Object.hasOwn(TOOLS, text)

/** A type of its own, so that a list of one wire can be asked for any. */
export const wiresOf = (tool: ToolId): readonly WireFormat[] => TOOLS[tool].wires
