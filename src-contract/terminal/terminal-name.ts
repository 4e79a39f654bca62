// What a person calls a terminal. It is shown to everybody who may see the terminal, in lists and tabs: one line of text.
import { z } from 'zod'
import { MAX_NAME_LENGTH } from './bounds.ts'

export const TerminalName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_NAME_LENGTH, `must have at most ${MAX_NAME_LENGTH} characters`)
  .regex(/^\P{Cc}*$/u, 'must be one line of text')
export type TerminalName = z.infer<typeof TerminalName>
