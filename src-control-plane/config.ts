// Everything the control plane is told from outside, read once and checked. The only file here that sees the environment.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Failure } from '#contract/failure'
import { ANTHROPIC_BASE_URL, OPENAI_BASE_URL, WIRE_FORMATS } from '#contract/gateway'
import { SignUpMode } from './account/index.ts'
import { PriceTable } from './ledger/index.ts'

/** 32 characters of a random alphabet are more than the 128 bits that the keys derived from it need. */
const MIN_SECRET_LENGTH = 32
/** Each is tried for each cookie that nothing else signed. */
const MAX_PREVIOUS_SECRETS = 5
const MAX_TRUSTED_PROXIES = 10
/** Nobody guesses it over a network. */
const MIN_METRICS_TOKEN_LENGTH = 16

const EnvironmentProviders = z.partialRecord(
  z.enum(WIRE_FORMATS),
  z.object({ secret: z.string(), baseUrl: z.string() }),
)
type EnvironmentProviders = z.infer<typeof EnvironmentProviders>

export const ControlPlaneConfig = z.object({
  /** Folder for the database and the instance's secret, unless both are given. */
  home: z.string().min(1),
  /** 0 takes any free port. */
  port: z.number().int().min(0).max(65_535),
  /** Another port rather than a failure when that one is taken: nobody wrote the address down yet. */
  anyPortIfTaken: z.boolean().default(false),
  databaseUrl: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must begin with file: or postgres://')
    .optional(),
  secret: z.string().min(MIN_SECRET_LENGTH).optional(),
  /** What the secret was before: still good for what was signed or sealed under it. */
  previousSecrets: z.array(z.string().min(MIN_SECRET_LENGTH)).max(MAX_PREVIOUS_SECRETS).default([]),
  /** Proxies in front of it, whose word about a client's address is taken. */
  trustedProxies: z.coerce.number().int().min(0).max(MAX_TRUSTED_PROXIES).default(0),
  signUp: SignUpMode,
  /** Where people and hosts reach it, when that is not its own loopback address (behind a proxy). */
  publicUrl: z.url().optional(),
  /** Where organizations may say that their providers are: also on this machine and its network, or on the public internet alone. */
  providerAddresses: z.enum(['any', 'public']).default('any'),
  /** Provider credentials found in the environment; they are imported into the first organization. */
  providers: EnvironmentProviders.default({}),
  /** A file with prices of models, which go before those that are built in. */
  pricesFile: z.string().min(1).optional(),
  /** With it metrics are read from anywhere; without it on this machine alone. */
  metricsToken: z.string().min(MIN_METRICS_TOKEN_LENGTH).optional(),
})
/** As written by a caller: what has a default may be left out. */
export type ControlPlaneConfig = z.input<typeof ControlPlaneConfig>

export function readEnvironment(env = process.env) {
  // Set but empty means unset; the provider's SDK, which reads it while it loads, would fail on it.
  if (env.ANTHROPIC_BASE_URL === '') delete env.ANTHROPIC_BASE_URL
  return {
    databaseUrl: env.DATABASE_URL,
    secret: env.MOORING_SECRET || undefined,
    previousSecrets: listOf(env.MOORING_SECRET_PREVIOUS),
    trustedProxies: env.MOORING_TRUSTED_PROXIES || undefined,
    providerAddresses: env.MOORING_PROVIDER_ADDRESSES || undefined,
    providers: providersOf(env),
    pricesFile: env.MOORING_PRICES || undefined,
    metricsToken: env.MOORING_METRICS_TOKEN || undefined,
  }
}

/** A file of prices that cannot be used is not passed over: costs would be wrong without a word. */
export function readPrices(path: string | undefined): PriceTable[] {
  if (path === undefined) return []
  try {
    return [PriceTable.parse(JSON.parse(readFileSync(path, 'utf8')))]
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : []
    const why = issue === undefined ? (cause as Error).message : `${issue.path.join('.')}: ${issue.message}`
    throw new Failure('bad-request', `The prices in ${path} (MOORING_PRICES) cannot be used: ${why}.`, { cause })
  }
}

function listOf(text = ''): string[] {
  return text.split(',').flatMap((entry) => entry.trim() || [])
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
