export { HINTS_PATH, Hint, HintTopic } from './hint.ts'
