// Everything the control plane is told from outside, read once and checked. The only file here that sees the environment.
import { z } from 'zod'
import { ANTHROPIC_BASE_URL, OPENAI_BASE_URL } from '#contract/gateway'
import { SignUpMode } from './account/index.ts'

/** 32 characters of a random alphabet are more than the 128 bits that the keys derived from it need. */
const MIN_SECRET_LENGTH = 32

export const ControlPlaneConfig = z.object({
  /** Folder for the database and the instance's secret, unless both are given. */
  home: z.string().min(1),
  /** 0 takes any free port. */
  port: z.number().int().min(0).max(65_535),
  databaseUrl: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must begin with file: or postgres://')
    .optional(),
  secret: z.string().min(MIN_SECRET_LENGTH).optional(),
  signUp: SignUpMode,
  /** Where people and hosts reach it, when that is not its own loopback address (behind a proxy). */
  publicUrl: z.url().optional(),
})
export type ControlPlaneConfig = z.infer<typeof ControlPlaneConfig>

/** Provider credentials found in the environment at the first start; see `importProviders`. */
export type EnvironmentProviders = Partial<Record<'anthropic' | 'openai', { secret: string; baseUrl: string }>>

export function readEnvironment(env = process.env) {
  return {
    databaseUrl: env.DATABASE_URL,
    secret: env.MOORING_SECRET,
    providers: providersOf(env),
  }
}

function providersOf(env: NodeJS.ProcessEnv): EnvironmentProviders {
  const found: EnvironmentProviders = {}
  if (env.ANTHROPIC_API_KEY) {
    found.anthropic = { secret: env.ANTHROPIC_API_KEY, baseUrl: env.ANTHROPIC_BASE_URL || ANTHROPIC_BASE_URL }
  }
  if (env.OPENAI_API_KEY) {
    found.openai = { secret: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL || OPENAI_BASE_URL }
  }
  return found
}
