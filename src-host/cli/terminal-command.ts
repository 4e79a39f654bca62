// `mooring terminal list`: the terminals of this home, whether or not a host runs.
import { Command } from 'commander'
import type { TerminalSummary } from '#contract/host'
import { readHostConfig } from '../config.ts'
import { connectTerminals } from '../terminal/index.ts'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print, table } from './output.ts'

export function terminalCommand(): Command {
  const list = addJsonOption(addHostOptions(new Command('list')))
    .description('the terminals of this machine')
    .action((options: HostOptions & OutputOptions) =>
      run(async () => {
        await using terminals = await connectTerminals({ home: readHostConfig(options).home })
        const all = await terminals.list()
        const rows = all.map(({ id, title, state, cols, rows }) => [id, title, stateOf(state), `${cols}×${rows}`])
        print(
          all,
          all.length === 0 ? 'There are no terminals.' : table([['ID', 'TITLE', 'STATE', 'SIZE'], ...rows]),
          options,
        )
      }),
    )
  return new Command('terminal').description('terminals of this machine').exitOverride().addCommand(list)
}

function stateOf(state: TerminalSummary['state']): string {
  if (state.state !== 'exited') return state.state
  return state.signal === null ? `exited ${state.code}` : `ended by signal ${state.signal}`
}
