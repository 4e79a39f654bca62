import { describe, expect, it } from 'vitest'
import { OfflineReason } from '#contract/host'
import { presenceWords } from '../presence/index.ts'

describe('the presence of a host', () => {
  it.each(OfflineReason.options)('[R7] offline by %s says why', (reason) => {
    const words = presenceWords({ state: 'offline', since: 1, reason })
    expect(words.state).toBe('Offline')
    expect(words.reason).toMatch(/^\w.+\.$/)
  })

  it('[U12] counts the attempts of a connection that does not come', () => {
    expect(presenceWords({ state: 'connecting', attempt: 1, since: 1 }).reason).toBe('')
    expect(presenceWords({ state: 'connecting', attempt: 4, since: 1 }).reason).toBe('Attempt 4.')
  })
})
