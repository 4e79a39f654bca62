// `mooring host start | status | stop`: the host without a window.
import { Command } from 'commander'
import type { AppState } from '#contract/app'
import { Failure, type FailureCode } from '#contract/failure'
import { readHostConfig } from '../config.ts'
import { type Host, startHost } from '../host.ts'
import { askRunningInstance } from '../instance/index.ts'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { fail, run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'
import { signalled } from './stop-signal.ts'

type Options = HostOptions & OutputOptions

export function hostCommand(): Command {
  return new Command('host')
    .description('this machine as a host of its organization')
    .exitOverride()
    .addCommand(command('start', 'run the host here until it is stopped', start))
    .addCommand(command('status', 'what the running host says of itself', status))
    .addCommand(command('stop', 'stop the running host; terminals go on', stop))
}

function command(name: string, description: string, action: (options: Options) => Promise<void>): Command {
  return addJsonOption(addHostOptions(new Command(name)))
    .description(description)
    .action((options: Options) => run(() => action(options)))
}

/** How long a start waits for the control plane's acknowledgement before it says that there is none. Milliseconds. */
const CONNECT_PATIENCE_MS = 15_000

async function start(options: Options): Promise<void> {
  const interrupted = signalled()
  const config = readHostConfig(options)
  const result = await startHost(config)
  if (result.outcome === 'already-running')
    return fail(`A host runs in ${config.home} already; see mooring host status.`)
  const { host } = result
  try {
    await untilOnline(host)
    const state = host.state()
    print({ port: host.port, pid: process.pid, ...state }, describe(state, host.port, process.pid), options)
    await Promise.race([interrupted, host.stopRequested])
  } finally {
    await host[Symbol.asyncDispose]()
  }
}

/** Resolves once the control plane has acknowledged this host (R7); rejects with the reason when it refuses or stays silent. */
async function untilOnline(host: Host): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    const { identity, presence } = host.state()
    if (presence.state === 'online') resolve()
    else if (identity.state === 'signed-out') reject(Failure.fromBody(identity.failure))
  }
  const stopLooking = host.onStateChange(look)
  const patience = setTimeout(() => reject(notConnected(host.state())), CONNECT_PATIENCE_MS)
  look()
  await promise.finally(() => {
    stopLooking()
    clearTimeout(patience)
  })
}

function notConnected({ controlPlane, presence }: AppState): Failure {
  const code: FailureCode = 'control-plane-unreachable'
  const reason = presence.state === 'offline' ? ` (${presence.reason})` : ''
  return new Failure(code, `The control plane at ${controlPlane.url} has not acknowledged this host${reason}.`)
}

async function status(options: Options): Promise<void> {
  const { home } = readHostConfig(options)
  const running = await askRunningInstance(home, 'status')
  if (running === null) return fail(`No host runs in ${home}.`)
  const { pid, port, state } = running
  print({ port, pid, ...state }, describe(state, port, pid), options)
}

async function stop(options: Options): Promise<void> {
  const { home } = readHostConfig(options)
  const running = await askRunningInstance(home, 'stop')
  if (running === null) return fail(`No host runs in ${home}.`)
  print({ stopped: running.pid }, `Stopped the host with pid ${running.pid}. Its terminals go on.`, options)
}

function describe({ presence, controlPlane, identity, hostName }: AppState, port: number, pid: number): string {
  const where = `at ${controlPlane.url}`
  const process = `(port ${port}, pid ${pid})`
  const state = presence.state === 'offline' ? `offline: ${presence.reason}` : presence.state
  if (identity.state === 'signed-out')
    return `${hostName} is ${state} ${where} ${process}.\nIt is signed out: ${identity.failure.message}`
  const organizations = identity.me.organizations.map(({ name }) => name).join(', ') || 'no organization'
  return `${hostName} is ${state} ${where} for ${organizations} ${process}.`
}
