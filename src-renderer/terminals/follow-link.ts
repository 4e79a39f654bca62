// What can be done with a link. Nothing ever runs by a click: an address opens in the browser, a file's name is copied or typed
// at the prompt, where the person decides what to do with it.
import { platform } from '../commands/index.ts'
import { type LinkTarget, shellWord, textOf } from '../terminal-links/index.ts'
import { toast } from '../ui/index.ts'

export type LinkAction = 'open' | 'copy' | 'type' | 'ask'

type Click = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'altKey'>

/** Null: a plain click belongs to the program or to a selection. `hidden`: the person has not seen yet where it leads. */
export function actionOf({ ctrlKey, metaKey, altKey }: Click, target: LinkTarget, hidden: boolean): LinkAction | null {
  if (!ctrlKey && !metaKey) return null
  if (target.kind === 'file') return altKey ? 'type' : 'copy'
  return hidden || target.kind === 'other' ? 'ask' : 'open'
}

const HELD = platform === 'mac' ? '⌘' : 'Ctrl'

/** Said beside the target while the pointer is upon a link. */
export function hintOf(target: LinkTarget): string {
  if (target.kind === 'web') return `${HELD}+click to open`
  if (target.kind === 'file') return `${HELD}+click to copy, ${HELD}+Alt+click to type it`
  return `${HELD}+click for more`
}

export function openAddress(address: string): void {
  window.open(address, '_blank', 'noopener,noreferrer')
}

export async function copyTarget(target: LinkTarget): Promise<void> {
  const text = textOf(target)
  try {
    await navigator.clipboard.writeText(text)
    toast.success(`Copied ${text}`)
  } catch {
    toast.error('The clipboard refused. Select the text and copy it by hand.')
  }
}

/** Without the line, which few commands understand; never with an Enter. */
export const typedTarget = (target: LinkTarget): string =>
  `${shellWord(target.kind === 'file' ? target.path : target.address)} `
