import { expect, it } from 'vitest'
import { groupCommands } from './group-commands.ts'

const command = (group: string, title: string) => ({ id: title, group, title, run: () => {} })

it('lists what the page offers before what is offered everywhere, each heading once', () => {
  const groups = groupCommands([
    command('Window', 'Dark theme'),
    command('Go to', 'Chat'),
    command('Terminals', 'New terminal'),
    command('Go to', 'Hosts'),
  ])
  expect(groups.map(({ value, items }) => [value, items.map(({ title }) => title)])).toEqual([
    ['Terminals', ['New terminal']],
    ['Go to', ['Chat', 'Hosts']],
    ['Window', ['Dark theme']],
  ])
})
