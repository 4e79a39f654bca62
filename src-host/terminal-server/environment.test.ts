import { expect, it } from 'vitest'
import { shellEnvironment } from './environment.ts'
import { startTerminalServerForTest } from './testing.ts'

const person = { shell: '/bin/bash', home: '/home/ada', user: 'ada', platform: 'linux' as const }

const SECRETS = {
  MOORING_API_KEY: 'moor_live_secret',
  MOORING_SECRET: 'secret',
  MOORING_HOME: '/somewhere',
  ANTHROPIC_API_KEY: 'secret',
  ANTHROPIC_AUTH_TOKEN: 'secret',
  OPENAI_API_KEY: 'secret',
  DATABASE_URL: 'postgres://secret',
  NATS_URL: 'nats://secret',
  ELECTRON_RUN_AS_NODE: '1',
  npm_config_cache: '/secret',
  npm_lifecycle_event: 'start',
  INIT_CWD: '/work',
  NODE: '/usr/bin/node',
}

it('[T9] keeps our secrets, npm’s and Electron’s variables from the shell', () => {
  const environment = shellEnvironment({ ...SECRETS, EDITOR: 'vi', SSH_AUTH_SOCK: '/run/agent' }, person)
  expect(Object.keys(environment).filter((name) => name in SECRETS)).toEqual([])
  expect(JSON.stringify(environment)).not.toContain('secret')
  expect(environment).toMatchObject({ EDITOR: 'vi', SSH_AUTH_SOCK: '/run/agent' })
})

it('[T9] takes out of PATH what npm put into it, and nothing else', () => {
  const path =
    '/srv/project/node_modules/.bin:/node_modules/.bin:/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin:/usr/local/bin:/usr/bin'
  expect(shellEnvironment({ PATH: path }, person).PATH).toBe('/usr/local/bin:/usr/bin')
  expect(shellEnvironment({ PATH: '/srv/project/node_modules/.bin' }, person).PATH).toContain('/usr/bin')
})

it.each([
  ['no locale at all', {}, { LANG: 'C.UTF-8', LC_CTYPE: 'C.UTF-8' }],
  ['POSIX', { LANG: 'POSIX' }, { LANG: 'C.UTF-8', LC_CTYPE: 'C.UTF-8' }],
  ['a UTF-8 one', { LANG: 'de_DE.UTF-8' }, { LANG: 'de_DE.UTF-8' }],
  ['a UTF-8 one in other letters', { LC_CTYPE: 'en_GB.utf8', LANG: 'C' }, { LC_CTYPE: 'en_GB.utf8', LANG: 'C' }],
  ['C over everything', { LC_ALL: 'C', LANG: 'fr_FR.UTF-8' }, { LC_ALL: 'C.UTF-8', LANG: 'fr_FR.UTF-8' }],
])('[T9] makes the locale UTF-8 where it was %s', (_name, inherited, expected) => {
  expect(shellEnvironment(inherited, person)).toMatchObject(expected)
})

it('[T9] gives a real shell a login environment without secrets', async () => {
  const before = { ...process.env }
  Object.assign(process.env, SECRETS, { LANG: 'C', PATH: `/srv/project/node_modules/.bin:${process.env.PATH}` })
  try {
    await using server = await startTerminalServerForTest()
    const terminal = await server.open({ cols: 200 })
    const viewer = await server.attach(terminal.id, { cols: 200 })
    viewer.type('env | sort; shopt -q login_shell 2>/dev/null; echo "flags=$0 end""ed"; locale charmap\r')
    await viewer.waitForScreen('UTF-8')
    await viewer.waitFor('ended')
    const printed = viewer.output().toString()
    for (const value of [
      'moor_live_secret',
      'postgres://secret',
      'ELECTRON_RUN_AS_NODE',
      'npm_config_cache',
      'node_modules/.bin',
    ]) {
      expect(printed).not.toContain(value)
    }
    for (const line of ['TERM=xterm-256color', 'COLORTERM=truecolor', 'LC_CTYPE=C.UTF-8', 'SHELL=/bin/sh']) {
      expect(printed).toContain(line)
    }
  } finally {
    for (const name of Object.keys(SECRETS)) delete process.env[name]
    Object.assign(process.env, before)
  }
})

it('[T9] starts the shell as a login shell', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open({ shell: '/bin/bash' })
  const viewer = await server.attach(terminal.id)
  viewer.type('shopt login_shell\r')
  await viewer.waitForScreen('login_shell    \ton'.replace('\t', ' ').slice(0, 11))
  viewer.type('shopt -q login_shell && echo log"ged"in\r')
  await viewer.waitForScreen('loggedin')
})

it('[T9] starts the shell in the home that the environment names, as the shell itself takes it', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open({ cols: 200 })
  expect(terminal.cwd).toBe(process.env.HOME)
  const viewer = await server.attach(terminal.id, { cols: 200 })
  viewer.type('[ "$PWD" = ~ ] && echo at ho""me\r')
  await viewer.waitForScreen('at home')
})
