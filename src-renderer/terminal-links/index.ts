export { type LinkEvents, showLinks } from './link-provider.ts'
export { rememberHyperlinks, shownLinks } from './shown-links.ts'
export { type LinkTarget, shellWord, textOf } from './target.ts'
