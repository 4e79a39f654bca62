// Which folder a shell says that it is in: OSC 7 (a file address), or OSC 633 ; P ; Cwd (VS Code's, escaped).
import { fileURLToPath } from 'node:url'
import type { Terminal } from '@xterm/headless'

const CWD = /^P;Cwd=(.+)$/s
/** `\\` is a backslash, `\x3b` the byte of that number. */
const ESCAPE = /\\(?:\\|x([0-9a-f]{2}))/gi

export function followDirectory(terminal: Terminal, tell: (path: string) => void): void {
  const follow = (folderOf: (data: string) => string | undefined) => (data: string) => {
    const path = folderOf(data)
    if (path) tell(path)
    return true
  }
  terminal.parser.registerOscHandler(7, follow(folderOfUrl))
  terminal.parser.registerOscHandler(633, follow(folderOfProperty))
}

/** The machine that an address names is not looked at: a shell on another one tells its folder there. */
export function folderOfUrl(url: string): string | undefined {
  try {
    const { protocol, pathname } = new URL(url)
    return protocol === 'file:' ? fileURLToPath(`file://${pathname}`) : undefined
  } catch {
    return undefined
  }
}

export function folderOfProperty(data: string): string | undefined {
  const [, escaped] = CWD.exec(data) ?? []
  return escaped?.replace(ESCAPE, (_all, hex?: string) =>
    hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
