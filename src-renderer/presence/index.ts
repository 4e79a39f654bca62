export { type PresenceWords, presenceWords } from './presence-words.ts'
