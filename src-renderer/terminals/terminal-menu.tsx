// What can be done with the terminal that keys go to, for whoever does not know the keys.
import { Ellipsis } from 'lucide-react'
import { Fragment } from 'react'
import { type Command, ShortcutKeys, useAllCommands } from '../commands/index.ts'
import { IconButton, Menu, MenuItem, MenuSeparator } from '../ui/index.ts'

/** The group of every command of this page. */
const GROUP = 'Terminals'
/** Known to whoever uses them, by their keys; the palette lists them. */
const ELSEWHERE = /^(pane\.(focus|move)-|view\.(larger|smaller|usual-size))/
/** A line is drawn where the first part of the name changes: of panes, of tabs, of the terminal itself. */
const kindOf = ({ id }: Command): string => id.split('.')[0] ?? ''
const KINDS = ['tab', 'pane', 'view', 'terminal']
const placeOf = (command: Command): number => KINDS.indexOf(kindOf(command))

export function TerminalMenu() {
  const commands = useAllCommands()
    .filter(({ id, group }) => group === GROUP && !ELSEWHERE.test(id))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
  return (
    <Menu align="end" trigger={<IconButton label="What can be done here" icon={<Ellipsis />} />}>
      {commands.map((command, index) => {
        const before = commands[index - 1]
        const Icon = command.icon
        return (
          <Fragment key={command.id}>
            {before && kindOf(before) !== kindOf(command) && <MenuSeparator />}
            <MenuItem
              icon={Icon ? <Icon aria-hidden /> : <span className="block size-4" />}
              shortcut={command.shortcut && <ShortcutKeys shortcut={command.shortcut} />}
              onSelect={() => requestAnimationFrame(command.run)}
            >
              {command.title}
            </MenuItem>
          </Fragment>
        )
      })}
    </Menu>
  )
}
