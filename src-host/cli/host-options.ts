// The flags that every face of the host shares.
import { type Command, InvalidArgumentError } from 'commander'

export type HostOptions = { home?: string; port?: number; controlPlane?: string }

export function addHostOptions(command: Command): Command {
  return command
    .option('--home <folder>', 'where Mooring keeps its data (default: ~/.mooring, or MOORING_HOME)')
    .option('--port <number>', 'the loopback port to listen on; a taken one is replaced', parsePort)
    .option(
      '--control-plane <url>',
      'a control plane elsewhere (default: one is embedded, or MOORING_CONTROL_PLANE_URL)',
      parseUrl,
    )
    .exitOverride()
}

export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('It must be a number from 0 to 65535.')
}

function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new InvalidArgumentError('It must be an http or https address.')
}
