// How much script a browser must have before the window can be shown: the entry chunk and what it imports statically.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const ENTRY = /<script\b[^>]*\btype="module"[^>]*\bsrc="\/?([^"]+)"/
/** `import … from "./x.js"`, `import "./x.js"`, `export … from "./x.js"`; an `import(…)` has a bracket instead. */
const STATIC_IMPORT = /\b(?:import|export)\b\s*(?:[\w$*{][^'"();]*?\bfrom\s*)?["'](\.[^"']+\.js)["']/g

/** In bytes. `folder` is the built window. */
export function entryGzipBytes(folder: string): number {
  const entry = ENTRY.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1]
  if (entry === undefined) throw new Error(`${folder}/index.html names no module script.`)
  const sizes = new Map<string, number>()
  const visit = (path: string) => {
    if (sizes.has(path)) return
    const code = readFileSync(path)
    sizes.set(path, gzipSync(code).length)
    for (const [, specifier = ''] of code.toString().matchAll(STATIC_IMPORT)) visit(join(dirname(path), specifier))
  }
  visit(join(folder, entry))
  return [...sizes.values()].reduce((total, size) => total + size, 0)
}
