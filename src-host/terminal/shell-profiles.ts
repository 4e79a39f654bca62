// The shells that a person may choose from: their own first, then what the system lists, each program once.
import { accessSync, constants, readFileSync, realpathSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename } from 'node:path'
import type { TerminalProfile } from '#contract/app'

const SHELLS_FILE = '/etc/shells'
const WINDOWS_PROFILES: TerminalProfile[] = [
  { shell: 'powershell.exe', label: 'PowerShell' },
  { shell: 'cmd.exe', label: 'Command Prompt' },
]
/** Listed by systems as shells, but no place to work in. */
const NOT_FOR_PEOPLE = new Set(['git-shell', 'nologin', 'false', 'rbash', 'screen', 'tmux'])

export function shellProfiles(): TerminalProfile[] {
  if (process.platform === 'win32') return WINDOWS_PROFILES
  return profilesFrom({ login: userInfo().shell, listed: readShells(), isThere })
}

type Source = { login: string | null; listed: string[]; isThere: (path: string) => string | undefined }

/** `isThere` answers the program that a path leads to, or undefined. `/bin/bash` and `/usr/bin/bash` are one where they are. */
export function profilesFrom({ login, listed, isThere }: Source): TerminalProfile[] {
  const seen = new Set<string>()
  const profiles: TerminalProfile[] = []
  for (const shell of [...(login ? [login] : []), ...listed]) {
    const label = basename(shell)
    const program = isThere(shell)
    // One program under two names (sh and dash) behaves as two shells.
    const key = `${label} ${program}`
    if (program === undefined || seen.has(key) || NOT_FOR_PEOPLE.has(label)) continue
    seen.add(key)
    profiles.push({ shell, label })
  }
  return profiles
}

function readShells(): string[] {
  try {
    return readFileSync(SHELLS_FILE, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('/'))
  } catch {
    return ['/bin/bash', '/bin/sh']
  }
}

function isThere(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK)
    return realpathSync(path)
  } catch {
    return undefined
  }
}
