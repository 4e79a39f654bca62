// Which program a terminal runs, and with which arguments. A shell is started by argv; nothing is ever typed into it.
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { basename } from 'node:path'
import { Failure } from '#contract/failure'

/** Tried in this order after the person's own login shell. */
const FALLBACK_SHELLS = ['/bin/bash', '/usr/bin/bash', '/bin/sh']
const WINDOWS_SHELL = 'powershell.exe'

/** Shells that read a person's login profile with `-l`. Others are started plainly, for an unknown flag would end them. */
const LOGIN_SHELLS = new Set(['bash', 'zsh', 'sh', 'dash', 'ksh', 'ksh93', 'mksh', 'fish', 'tcsh', 'csh', 'nu', 'ash'])

export const loginArguments = (shell: string): string[] => (LOGIN_SHELLS.has(basename(shell)) ? ['-l'] : [])

/** The requested shell, or the person's login shell, or bash, or sh. A missing one is `shell-unavailable` and names the path. */
export async function resolveShell(requested: string | undefined): Promise<string> {
  if (process.platform === 'win32') return requested ?? WINDOWS_SHELL
  if (requested !== undefined) {
    if (await isProgram(requested)) return requested
    throw new Failure(
      'shell-unavailable',
      `Could not start ${requested}: there is no such program, or it may not be run.`,
    )
  }
  const candidates = [userInfo().shell, ...FALLBACK_SHELLS].filter(
    (path): path is string => path !== null && path !== '',
  )
  for (const shell of candidates) if (await isProgram(shell)) return shell
  throw new Failure('shell-unavailable', `Could not start a shell: none of ${candidates.join(', ')} is there.`)
}

/** The requested folder, or the person's home, or the root when even that is gone. */
export async function resolveFolder(requested: string | undefined): Promise<string> {
  if (requested !== undefined) {
    if (await isFolder(requested)) return requested
    throw new Failure('bad-request', `Could not start a shell in ${requested}: there is no such folder.`, {
      field: 'cwd',
    })
  }
  const home = homedir()
  return (await isFolder(home)) ? home : '/'
}

export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
