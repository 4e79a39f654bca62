// `npm run dev`: for people who work on Mooring. The window reloads in place; the host starts again when its source changes.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createServer, type ProxyOptions } from 'vite'
import config from '../../electron.vite.config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const HOST_PORT = 4790
/** The host's doors and not the window's source files, which share their first folders. */
const HOST_DOORS = '^/(trpc|open|health|terminals/[\\w-]+|hosts/[\\w-]+/terminals/[\\w-]+)(\\?|$)'
const hostOrigin = `http://127.0.0.1:${HOST_PORT}`

const window = await createServer({
  ...config.renderer,
  configFile: false,
  cacheDir: `${root}.cache/vite`,
  server: {
    host: '127.0.0.1',
    port: 4791,
    proxy: { [HOST_DOORS]: toHost() },
  },
})
await window.listen()
const windowOrigin = `http://127.0.0.1:${window.config.server.port}`

const flags = ['--no-open', '--port', String(HOST_PORT), '--home', `${root}.cache/dev-home`]
const host = spawn(
  process.execPath,
  ['--watch', '--no-warnings', 'src-host/cli/start.ts', ...flags, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.kill(signal))

// Tickets are the host's; the page that they open is the reloading one.
for await (const line of createInterface(host.stdout))
  process.stdout.write(`${line.replace(hostOrigin, windowOrigin)}\n`)
await window.close()

/** The host admits only pages of its own origin, so what the reloading page asks is asked in that name. */
function toHost(): ProxyOptions {
  return {
    target: hostOrigin,
    ws: true,
    changeOrigin: true,
    configure(proxy) {
      proxy.on('proxyReq', (request) => request.getHeader('origin') && request.setHeader('origin', hostOrigin))
      proxy.on('proxyReqWs', (request) => request.setHeader('origin', hostOrigin))
    },
  }
}
