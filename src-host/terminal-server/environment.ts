// The environment of a shell: the person's own, with what belongs to this app, to npm and to Electron taken out (T9).
import { delimiter } from 'node:path'

type Environment = Record<string, string | undefined>

/** Credentials that this app itself reads; a person's shell profile may set them again, this app does not pass them on. */
const SECRETS = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'OPENAI_API_KEY', 'DATABASE_URL', 'NATS_URL']

/** What starts this app rather than the person's session: our own, npm's and Electron's variables, and how Node talks to its children. */
const FOREIGN =
  /^(MOORING_|ELECTRON_|npm_|NODE_CHANNEL_|NODE_UNIQUE_ID$|VITEST|CHROME_DESKTOP$|ORIGINAL_XDG_CURRENT_DESKTOP$)/i

/** Set by `npm run` without npm's prefix; taken out only when npm was there. */
const SET_BY_NPM = ['INIT_CWD', 'NODE', 'COLOR', 'NODE_ENV']

/** The terminal in which this app was started is not the one that the shell runs in. */
const OUTER_TERMINAL = [
  'TMUX',
  'TMUX_PANE',
  'STY',
  'WINDOW',
  'WINDOWID',
  'TERMCAP',
  'COLUMNS',
  'LINES',
  'NO_COLOR',
  'FORCE_COLOR',
]

const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin'

type Person = { shell: string; home: string; user: string; platform: NodeJS.Platform }

export function shellEnvironment(inherited: Environment, person: Person): Record<string, string> {
  const startedByNpm = Object.keys(inherited).some((name) => /^npm_/i.test(name))
  const withheld = new Set([...SECRETS, ...OUTER_TERMINAL, ...(startedByNpm ? SET_BY_NPM : [])])
  const environment: Record<string, string> = {}
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !withheld.has(name) && !FOREIGN.test(name)) environment[name] = value
  }
  return {
    ...environment,
    ...(person.platform === 'win32' ? {} : loginVariables(environment, person)),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'Mooring',
  }
}

function loginVariables(
  environment: Record<string, string>,
  { shell, home, user, platform }: Person,
): Record<string, string> {
  return {
    HOME: environment.HOME ?? home,
    USER: environment.USER ?? user,
    LOGNAME: environment.LOGNAME ?? user,
    SHELL: shell,
    PATH: withoutNodeModules(environment.PATH) || DEFAULT_PATH,
    ...utf8Locale(environment, platform),
  }
}

/** `npm run` puts every `node_modules/.bin` up to the root, and its own helper, in front of the person's PATH. */
function withoutNodeModules(path: string | undefined): string {
  const own = (folder: string) => !/[\\/]node_modules[\\/](\.bin|@npmcli[\\/]run-script[\\/])|node-gyp-bin/.test(folder)
  return (path ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && own(folder))
    .join(delimiter)
}

/** Precedence as in POSIX: LC_ALL, then LC_CTYPE, then LANG. Whatever is not UTF-8 there would break every non-ASCII character. */
function utf8Locale(environment: Record<string, string>, platform: NodeJS.Platform): Record<string, string> {
  const isUtf8 = (locale: string | undefined) => locale !== undefined && /utf-?8/i.test(locale)
  if (isUtf8(environment.LC_ALL || environment.LC_CTYPE || environment.LANG)) return {}
  const fallback = platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const forced: Record<string, string> = environment.LC_ALL ? { LC_ALL: fallback } : {}
  return { LANG: isUtf8(environment.LANG) ? (environment.LANG ?? fallback) : fallback, LC_CTYPE: fallback, ...forced }
}
