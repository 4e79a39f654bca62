// What a command answers: a line or table for a person, or one JSON value for a script.
import type { Command } from 'commander'

export type OutputOptions = { json?: boolean }

export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print one JSON value').exitOverride()
}

export function print(value: unknown, text: string, { json }: OutputOptions): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`)
}

/** Columns as wide as their widest cell. Names in them were chosen by others: none may move the cursor or write a line of its own. */
export function table(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map((cell) => cell.replaceAll(/\p{Cc}/gu, '\uFFFD')))
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
