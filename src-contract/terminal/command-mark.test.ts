import { expect, it } from 'vitest'
import { commandMarkOf } from './index.ts'

it.each([
  ['A', { place: 'prompt', exit: null }],
  ['A;cl=m;aid=7', { place: 'prompt', exit: null }],
  ['B', { place: 'input', exit: null }],
  ['C', { place: 'output', exit: null }],
  ['C;cmdline_url=ls', { place: 'output', exit: null }],
  ['D', { place: 'finished', exit: null }],
  ['D;0', { place: 'finished', exit: 0 }],
  ['D;130;err=INT', { place: 'finished', exit: 130 }],
  ['D;-1', { place: 'finished', exit: -1 }],
  ['D;no number', { place: 'finished', exit: null }],
])('reads OSC 133 ; %s', (data, mark) => {
  expect(commandMarkOf(data, 5)).toEqual({ ...mark, at: 5 })
})

it.each(['', ';', 'E;ls', 'P;Cwd=/tmp', 'AB', 'a'])('takes OSC 133 ; %j for no place of a command', (data) => {
  expect(commandMarkOf(data, 5)).toBeUndefined()
})
