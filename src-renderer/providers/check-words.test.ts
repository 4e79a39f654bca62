import { expect, it } from 'vitest'
import type { ProviderCheck } from '#contract/gateway'
import { checkWords } from './check-words.ts'

const accepted = (...models: string[]): ProviderCheck => ({ outcome: 'accepted', models })

it.each<[ProviderCheck, string, string[]]>([
  [accepted(), 'The provider accepted it.', []],
  [accepted('m'), 'The provider accepted it and offers this model.', []],
  [accepted('a', 'm'), 'The provider accepted it and offers 2 models, this one among them.', []],
  [accepted('a', 'b'), 'The provider accepted it, but lists no model “m”.', ['a', 'b']],
  [{ outcome: 'unverified', message: 'No answer.' }, 'It is saved, but was not confirmed: No answer.', []],
])('[U19] says what trying said: %j', (check, sentence, models) => {
  expect(checkWords(check, 'm')).toMatchObject({ sentence, models })
})
