// A shortcut as keys, for menus, tooltips and the palette.
import { Kbd } from '../ui/index.ts'
import { platform } from './platform.ts'
import { keysOf, type Shortcut } from './shortcut.ts'

export function ShortcutKeys({ shortcut }: { shortcut: Shortcut }) {
  return (
    <span className="inline-flex gap-0.5">
      {keysOf(shortcut, platform).map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  )
}
