// The built app, started as a person starts it, in a home of its own; everything it started is gone when it is disposed of.
import { createPlace } from './place.ts'
import { type Ended, type ProgramName, said, startProgram } from './program.ts'

export type App = AsyncDisposable & {
  readonly home: string
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** The address it printed, with the one-time ticket. */
  readonly address: string
  /** A further address with a ticket of its own, as a second start prints it. */
  freshAddress: () => Promise<string>
  /** Runs a program of the build to its end, in this home and environment. */
  run: (name: ProgramName, args: readonly string[], env?: Record<string, string>) => Promise<Ended>
  /** Everything it has said so far. */
  output: () => string
  /** Kills the process, as a crash does. `restart` starts the app again, in the same home and on the same port. */
  crash: () => Promise<{ restart: () => Promise<void> }>
  /** Ends it as Ctrl-C does; its terminals end too. */
  stop: () => Promise<Ended>
}

export type AppOptions = { readonly env?: Record<string, string>; readonly args?: readonly string[] }

export const READY = /Mooring is ready: (\S+)/

export async function startApp({ env = {}, args = [] }: AppOptions = {}): Promise<App> {
  await using stack = new AsyncDisposableStack()
  const place = stack.use(createPlace())
  const environment = { ...place.environment, ...env }
  const inHome = ['--home', place.home]
  const launch = (port: string) =>
    startProgram(
      'start',
      ['--browser', '--no-open', '--stop-terminals', '--port', port, ...inHome, ...args],
      environment,
    )
  let program = launch('0')
  const stop = () => {
    program.child.kill('SIGINT')
    return program.ended
  }
  stack.defer(async () => {
    await stop()
  })
  const address = await said(program, READY)
  const run: App['run'] = async (name, more, extra = {}) => {
    const { child, ended } = startProgram(name, [...more, ...inHome], { ...environment, ...extra })
    // One that does not end by itself fails its test by time, and must not outlive it.
    open.defer(() => void child.kill())
    return await ended
  }
  const open = stack.move()
  return {
    home: place.home,
    origin: new URL(address).origin,
    address,
    output: () => program.output(),
    async crash() {
      program.child.kill('SIGKILL')
      await program.ended
      return {
        async restart() {
          program = launch(new URL(address).port)
          await said(program, READY)
        },
      }
    },
    run,
    stop,
    async freshAddress() {
      const { stdout } = await run('start', ['--browser', '--no-open'])
      const found = READY.exec(stdout)?.[1]
      if (found === undefined) throw new Error(`The second start printed no address:\n${stdout}`)
      return found
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
