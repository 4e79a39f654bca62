// What a client said of itself, in a person's words: `Firefox on Linux`, `Mooring 0.1.0 on harbour (Linux)`.

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bElectron\//, 'Mooring'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]
/** `Mooring/0.1.0 (harbour; linux)`, or without the machine's name. */
const OURS = /^Mooring\/(\S+)(?: \((?:([^;)]+); ?)?([^;)]+)\))?/i
const PLATFORMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }
/** Characters of what nobody knows, that are shown. */
const LONGEST = 60

export function clientWords(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === '') return 'Unknown client'
  const [, version, machine, platform] = OURS.exec(userAgent) ?? []
  if (version !== undefined) return oursWords(version, machine, platform && (PLATFORMS[platform] ?? platform))
  const nameOf = (known: readonly [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1]
  const browser = nameOf(BROWSERS)
  const system = nameOf(SYSTEMS)
  if (browser !== undefined) return system === undefined ? browser : `${browser} on ${system}`
  return userAgent.length > LONGEST ? `${userAgent.slice(0, LONGEST)}…` : userAgent
}

function oursWords(version: string, machine: string | undefined, platform: string | undefined): string {
  const where = machine && platform ? `${machine} (${platform})` : (machine ?? platform)
  return where ? `Mooring ${version} on ${where}` : `Mooring ${version}`
}
