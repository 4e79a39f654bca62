// Which of an organization's providers a tool can be pointed at.
import { DEFAULT_MODELS, type Provider, type ProviderId, wireFormatOf } from '#contract/gateway'
import { type ToolId, wiresOf } from './tools.ts'

export type ToolProvider = {
  id: ProviderId
  model: string
  /** Whether the organization has it. A credential of one's own also goes to the providers' official addresses. */
  isSetUp: boolean
}

/** The official providers of the tool's wire formats are always among them. */
export function providersFor(tool: ToolId, saved: readonly Provider[]): ToolProvider[] {
  const wires = wiresOf(tool)
  const usable = saved.filter(({ id }) => wires.includes(wireFormatOf(id)))
  const missing = wires.filter((wire) => !usable.some(({ id }) => id === wire))
  return [
    ...usable.map(({ id, model }) => ({ id, model, isSetUp: true })),
    ...missing.map((id) => ({ id, model: DEFAULT_MODELS[id], isSetUp: false })),
  ]
}
