// The terminal server's process: detached from the app that started it, and ended by nothing but idleness or a request.
import { parseArgs } from 'node:util'
import { inheritedEnvironment } from './config.ts'
import { startTerminalServer } from './server.ts'

/** Milliseconds without a shell or a viewer: an hour. */
const IDLE_MS = 3_600_000

const { values } = parseArgs({
  options: { home: { type: 'string' }, 'idle-ms': { type: 'string' }, 'free-backlog': { type: 'string' } },
})
if (!values.home) throw new Error('The terminal server needs --home.')

const log = (line: string): void => console.error(`${new Date().toISOString()} ${line}`)

// The shells of a person matter more than a bug of ours: it is logged, and whatever still works goes on.
process.on('uncaughtException', (error) => log(`Uncaught: ${error.stack ?? error.message}`))
process.on('unhandledRejection', (reason) =>
  log(`Unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`),
)
// The terminal in which the app was started closes: that is no reason to end.
process.on('SIGHUP', () => {})
process.on('SIGINT', () => {})

const server = await startTerminalServer({
  home: values.home,
  idleMs: Number(values['idle-ms'] ?? IDLE_MS),
  environment: inheritedEnvironment(),
  freeBacklogBytes: values['free-backlog'] === undefined ? undefined : Number(values['free-backlog']),
  log,
}).catch((error: Error) => {
  log(`Where: ${error.stack}`)
  // Last, since the host tells the person the log's last line.
  log(`Could not start: ${error.message}`)
  // Whatever it has opened by then must not keep a process that serves nobody.
  process.exit(1)
})
// Another one serves this home.
if (!server) process.exit(0)
process.on('SIGTERM', () => void server.stop())
await server.ended
// Everything is written and every shell has left. An orderly exit may wait forever for a compile job that waits for this
// thread to collect garbage (nodejs/node#54918), and nobody is there to see that it does.
process.kill(process.pid, 'SIGKILL')
