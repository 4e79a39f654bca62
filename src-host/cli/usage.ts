// What was typed cannot be meant: said in one sentence, with the exit code of a usage error.
import type { z } from 'zod'
import { Failure } from '#contract/failure'

export const refuseUsage = (message: string) => new Failure('bad-request', message)

/** Throws `bad-request` naming the flag. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refuseUsage(`${flagOf(String(issue?.path[0] ?? ''))}: ${issue?.message}.`)
}

/** `expiresInDays` is typed as `--expires-in-days`. */
function flagOf(field: string): string {
  const names: Record<string, string> = { organizationId: '--organization', name: 'the name' }
  return names[field] ?? `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
