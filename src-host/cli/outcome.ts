// How a command ends: one clear sentence on stderr, and the exit code that its failure stands for.
import { CommanderError } from 'commander'
import { z } from 'zod'
import { exitCodeOf, isFailure } from '#contract/failure'

const USAGE = 2

/** Runs a command's action; a failure is said once, without a stack. */
export async function run(action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    report(error)
  }
}

/** Parses and runs; what commander already said is not said again. */
export async function runProgram(parse: () => Promise<unknown>): Promise<void> {
  try {
    await parse()
  } catch (error) {
    if (!(error instanceof CommanderError)) return report(error)
    process.exitCode = error.exitCode === 0 ? 0 : USAGE
  }
}

export function fail(message: string, exitCode = 1): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = exitCode
}

function report(error: unknown): void {
  if (isFailure(error)) return fail(error.message, exitCodeOf(error.code))
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    return fail(`${sourceOf(issue?.path.join('.') ?? '')} ${issue?.message}.`, USAGE)
  }
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

/** Settings that have a flag were checked with it; what arrives here came from the environment. */
function sourceOf(setting: string): string {
  const variables: Record<string, string> = {
    controlPlaneUrl: 'MOORING_CONTROL_PLANE_URL',
    databaseUrl: 'The database’s address',
    providerAddresses: 'MOORING_PROVIDER_ADDRESSES',
    publicUrl: 'The public address',
    metricsToken: 'MOORING_METRICS_TOKEN',
    secret: 'MOORING_SECRET',
    trustedProxies: 'MOORING_TRUSTED_PROXIES',
  }
  return variables[setting] ?? setting
}
