// Offers the actions of the active view, and only of that one.
import { useCommands } from '../commands/index.ts'
import { type ViewDoings, viewActions } from './view-actions.ts'

export function ViewCommands(doings: ViewDoings) {
  useCommands(viewActions(doings))
  return null
}
