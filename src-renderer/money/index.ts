export { dollarWords } from './dollar-words.ts'
