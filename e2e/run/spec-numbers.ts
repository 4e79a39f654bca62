// Every numbered behaviour of docs/spec is quoted in the title of a test, and every number in a title stands in docs/spec.
import { globSync, readFileSync } from 'node:fs'

const SPECIFIED = /^- \*\*\[([A-Z]\d+)\]\*\*/gm
/** A string that opens with one number or more: `'[K1] …'`, `'[K1] [U1] …'`. */
const QUOTED = /['"`]((?:\[[A-Z]\d+\] ?)+)/g
const NUMBER = /[A-Z]\d+/g

function numbersIn(files: string, pattern: RegExp): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of globSync(files)) {
    for (const [, text = ''] of readFileSync(file, 'utf8').matchAll(pattern)) {
      for (const number of text.match(NUMBER) ?? []) found.set(number, file)
    }
  }
  return found
}

const specified = numbersIn('docs/spec/**/*.md', SPECIFIED)
const quoted = numbersIn('{src-*,e2e}/**/*.{test,spec}.{ts,tsx}', QUOTED)

const problems = [
  ...[...specified].filter(([number]) => !quoted.has(number)).map(([n, file]) => `${file}: no test quotes [${n}]`),
  ...[...quoted].filter(([number]) => !specified.has(number)).map(([n, file]) => `${file}: [${n}] is not in docs/spec`),
]
for (const problem of problems) console.error(problem)
console.log(`${specified.size} numbered behaviours, ${quoted.size} quoted by tests`)
process.exitCode = problems.length === 0 ? 0 : 1
