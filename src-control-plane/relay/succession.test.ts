import { describe, expect, it } from 'vitest'
import { admitInstance, type Succession } from './succession.ts'

function arrive(...instances: string[]): string[] {
  let succession: Succession | undefined
  return instances.map((instance) => {
    const admission = admitInstance(succession, instance)
    if (admission.outcome === 'admitted') succession = admission.succession
    return admission.outcome
  })
}

describe('the succession of instances', () => {
  it.each([
    { instances: ['a'], outcomes: ['admitted'] },
    { instances: ['a', 'a', 'a'], outcomes: ['admitted', 'admitted', 'admitted'] },
    { instances: ['a', 'b', 'a', 'b'], outcomes: ['admitted', 'admitted', 'replaced', 'admitted'] },
    {
      instances: ['a', 'b', 'c', 'b', 'a', 'c'],
      outcomes: ['admitted', 'admitted', 'admitted', 'replaced', 'replaced', 'admitted'],
    },
  ])('[R6] $instances → $outcomes', ({ instances, outcomes }) => {
    expect(arrive(...instances)).toEqual(outcomes)
  })

  it('forgets the oldest of very many', () => {
    const many = Array.from({ length: 30 }, (_, i) => `instance ${i}`)
    expect(arrive(...many, 'instance 28', 'instance 0').slice(-2)).toEqual(['replaced', 'admitted'])
  })
})
