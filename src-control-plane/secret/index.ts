export { newId, randomBase62 } from './id.ts'
export { hashOf, isWellFormed, newSecret, shownParts } from './key-secret.ts'
