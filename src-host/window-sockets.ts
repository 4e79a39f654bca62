// What a window may open as a WebSocket: the tRPC socket, a terminal of this host, a terminal of another host.
import type { IncomingMessage } from 'node:http'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { isFailure } from '#contract/failure'
import type { Target } from './control-plane-client/index.ts'
import type { Report } from './log/index.ts'
import { openRemoteTerminal } from './relay-link/index.ts'
import { appRouter, type RouterContext } from './router/index.ts'
import type { TerminalConnection } from './terminal/index.ts'

type Accept = (socket: WebSocket, request: IncomingMessage) => void

type Dependencies = { context: RouterContext; terminals: TerminalConnection; target: () => Target; report: Report }

const LOCAL_TERMINAL = /^\/terminals\/([\w-]{1,64})$/
const REMOTE_TERMINAL = /^\/hosts\/([\w-]{1,64})\/terminals\/([\w-]{1,64})$/

/** Answers which socket an admitted window gets at an address, or null when there is nothing there. */
export function createConnect({ context, terminals, target, report }: Dependencies): (url: URL) => Accept | null {
  const procedures = serveProcedures(context, report)
  return ({ pathname, searchParams }) => {
    if (pathname === '/trpc') return procedures
    const [, local] = LOCAL_TERMINAL.exec(pathname) ?? []
    if (local !== undefined) {
      return (socket) =>
        terminals.attachViewer(socket, { terminalId: local, role: 'controller', caller: { kind: 'local' } })
    }
    const [, hostId, terminalId] = REMOTE_TERMINAL.exec(pathname) ?? []
    const organizationId = searchParams.get('organization')
    if (hostId === undefined || terminalId === undefined || organizationId === null) return null
    return (socket) =>
      openRemoteTerminal(socket, { controlPlane: target(), organizationId, hostId, terminalId, role: 'controller' })
  }
}

/** tRPC's adapter wants a server to listen to; ours is fed by hand, after admission. */
function serveProcedures(context: RouterContext, report: Report): Accept {
  const server = new WebSocketServer({ noServer: true })
  applyWSSHandler({
    wss: server,
    router: appRouter,
    createContext: () => context,
    keepAlive: { enabled: true },
    onError: ({ error }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR' && !isFailure(error.cause)) report(error.cause ?? error)
    },
  })
  return (socket, request) => void server.emit('connection', socket, request)
}
