// Every action of the window by its name. It is loaded when it is first opened.
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { ChevronRight, Search } from 'lucide-react'
import { type Command, ShortcutKeys, useAllCommands } from '../commands/index.ts'
import { cn } from '../ui/index.ts'
import { groupCommands } from './group-commands.ts'

type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-40 grid content-start justify-items-center px-4 pt-[12vh]">
          <Dialog.Popup
            aria-label="Command palette"
            className="flex w-full max-w-xl flex-col overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-popup outline-hidden"
          >
            <Commands onRun={(command) => runAfterClose(command, onOpenChange)} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Runs after the palette has given the focus back, so that the command can put it where it belongs. */
function runAfterClose(command: Command, onOpenChange: (open: boolean) => void): void {
  onOpenChange(false)
  requestAnimationFrame(() => requestAnimationFrame(command.run))
}

function Commands({ onRun }: { onRun: (command: Command) => void }) {
  const groups = groupCommands(useAllCommands())
  return (
    <Autocomplete.Root open inline items={groups} itemToStringValue={titleOf} autoHighlight="always" keepHighlight>
      <div className="flex items-center gap-2.5 px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <Autocomplete.Input
          aria-label="Search commands"
          placeholder="What do you want to do?"
          className="h-12 w-full bg-transparent text-base outline-hidden"
        />
      </div>
      <div className="max-h-[min(60vh,26rem)] overflow-y-auto overscroll-contain border-t border-line p-1.5">
        <Autocomplete.Empty>
          <p className="px-3 py-8 text-center text-ink-soft">No command is called that.</p>
        </Autocomplete.Empty>
        <Autocomplete.List>
          {(group: (typeof groups)[number]) => (
            <Autocomplete.Group key={group.value} items={group.items} className="not-last:mb-1">
              <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-faint">
                {group.value}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command) => <CommandItem key={command.id} command={command} onRun={onRun} />}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
      <Dialog.Close className="sr-only">Close command palette</Dialog.Close>
    </Autocomplete.Root>
  )
}

const titleOf = ({ title, group }: Command) => `${group} ${title}`

function CommandItem({ command, onRun }: { command: Command; onRun: (command: Command) => void }) {
  const Icon = command.icon ?? ChevronRight
  return (
    <Autocomplete.Item
      value={command}
      onClick={() => onRun(command)}
      className={cn(
        'flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 outline-hidden',
        'data-highlighted:bg-selected [&[data-highlighted]>svg]:text-accent-ink',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1 truncate">{command.title}</span>
      {command.shortcut && <ShortcutKeys shortcut={command.shortcut} />}
    </Autocomplete.Item>
  )
}
