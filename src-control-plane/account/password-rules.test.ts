import { expect, it } from 'vitest'
import { passwordProblem } from './password-rules.ts'

const ada = { email: 'augusta.ada@example.com', name: 'Augusta Ada King' }

it.each([
  ['eleven characters', 'eleven char', /at least 12/],
  ['twelve', 'twelve chars', null],
  ['128', 'x'.repeat(128), null],
  ['129', 'x'.repeat(129), /at most 128/],
  ['twelve characters that are two units each', '🌊'.repeat(12), null],
  ['eleven of those', '🌊'.repeat(11), /at least 12/],
  ['the e-mail address', 'augusta.ada@example.com', /e-mail address/],
  ['the e-mail address in capitals', 'Augusta.Ada@Example.COM', /e-mail address/],
  ['the mailbox', 'augusta-ada!!', /e-mail address/],
  ['the name', 'augusta ada king', /your name/],
  ['the name without spaces', 'AugustaAdaKing', /your name/],
  ['something that contains the name', 'augusta ada king of lovelace', null],
  ['only punctuation', '!!!!!!!!!!!!', null],
])('a password of %s', (_, password, problem) => {
  if (problem === null) expect(passwordProblem(password, ada)).toBeNull()
  else expect(passwordProblem(password, ada)).toMatch(problem)
})
