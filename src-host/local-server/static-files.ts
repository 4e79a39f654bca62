// Serves the built window. Hashed assets are kept for ever by the browser; every other address of the app is its one page.
import { createReadStream, existsSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
}

/** Styles are inline because xterm and the dialogs position themselves so; scripts never are. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=()',
}

/** `folder` holds the built window; an address without a file gets the page, a missing asset 404. */
export function serveStatic(folder: string, pathname: string, response: ServerResponse): void {
  const file = fileOf(folder, pathname)
  if (file === null) return void response.writeHead(404, PAGE_HEADERS).end()
  const immutable = file.includes(`${sep}assets${sep}`)
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  pipeline(createReadStream(file), response, () => undefined)
}

function fileOf(folder: string, pathname: string): string | null {
  const page = join(folder, 'index.html')
  const wanted = normalize(join(folder, decodePath(pathname)))
  if (!wanted.startsWith(folder + sep)) return existsSync(page) ? page : null
  if (existsSync(wanted) && statSync(wanted).isFile()) return wanted
  return extname(wanted) === '' && existsSync(page) ? page : null
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return '/'
  }
}
