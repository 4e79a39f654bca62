// Where the built window lies: in `out` when the host runs from its source, else beside the built host.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The bundler may put this file one folder deeper than its entry. */
const PLACES = ['../out/renderer', '../renderer', '../../renderer']

export function windowFolder(): string {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? (places[0] as string)
}
