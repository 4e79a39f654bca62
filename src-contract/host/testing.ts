// A terminal as a host reports it, for tests that need one and do not care which.
import type { TerminalSummary } from './host.ts'

export const someTerminal = (id = 'terminal_1'): TerminalSummary => ({
  id,
  title: 'zsh',
  name: null,
  shell: '/bin/zsh',
  cwd: '/home/ada',
  cols: 80,
  rows: 24,
  createdAt: 1,
  recording: null,
  state: { state: 'running' },
})
