import { expect, it } from 'vitest'
import { profilesFrom, shellProfiles } from './shell-profiles.ts'

const programs = new Map([
  ['/bin/sh', '/usr/bin/dash'],
  ['/bin/bash', '/usr/bin/bash'],
  ['/usr/bin/bash', '/usr/bin/bash'],
  ['/bin/dash', '/usr/bin/dash'],
  ['/usr/bin/tmux', '/usr/bin/tmux'],
])

it('lists the login shell first, each program once, and nothing that is not there', () => {
  const listed = ['/bin/sh', '/usr/bin/bash', '/bin/bash', '/bin/dash', '/bin/zsh', '/usr/bin/tmux']
  const profiles = profilesFrom({ login: '/bin/bash', listed, isThere: (path) => programs.get(path) })
  expect(profiles).toEqual([
    { shell: '/bin/bash', label: 'bash' },
    { shell: '/bin/sh', label: 'sh' },
    { shell: '/bin/dash', label: 'dash' },
  ])
})

it('finds a shell on this machine', () => {
  expect(shellProfiles().length).toBeGreaterThan(0)
})
