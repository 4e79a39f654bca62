import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { mayBePublic } from './public-address.ts'
import { openUpstream } from './upstream.ts'

describe('whether an address may be public', () => {
  it.each([
    ['https://api.openai.com/v1', true],
    ['https://8.8.8.8/v1', true],
    ['https://[2606:4700::1111]/v1', true],
    ['http://127.0.0.1:11434/v1', false],
    ['http://2130706433/v1', false],
    ['http://0x7f.1/v1', false],
    ['http://0.0.0.0/v1', false],
    ['http://169.254.169.254/latest', false],
    ['http://10.0.0.1', false],
    ['http://100.64.0.1', false],
    ['http://224.0.0.1', false],
    ['http://[::1]/v1', false],
    ['http://[::]/v1', false],
    ['http://[::ffff:127.0.0.1]/v1', false],
    ['http://[::ffff:8.8.8.8]/v1', false],
    ['http://[64:ff9b::7f00:1]/v1', false],
    ['http://[2002:7f00:1::]/v1', false],
    ['http://[fd00::1]/v1', false],
    ['http://localhost/v1', false],
    ['http://localhost./v1', false],
    ['http://gpu-box/v1', false],
    ['http://metadata.google.internal/v1', false],
  ])('%s: %s', (url, may) => expect(mayBePublic(new URL(url))).toBe(may))
})

describe('an upstream of public addresses alone', () => {
  const nothing = { method: 'GET', headers: {}, body: null, signal: new AbortController().signal }

  it('reaches nothing on this machine, by address or by a name that leads here, though it would', async () => {
    let reached = 0
    const server = createServer((_request, response) => {
      reached += 1
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    /** As a name server of somebody else might answer: an address here beside one that is public. */
    const resolve = ((_name: string, _options: object, answer: (error: null, found: object[]) => void) =>
      answer(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '8.8.8.8', family: 4 },
      ])) as never
    await using open = openUpstream({ resolve })
    await using closed = openUpstream({ addresses: 'public', resolve })
    const [here, byName] = [new URL(`http://127.0.0.1:${port}/`), new URL(`http://rebinding.example:${port}/`)]
    for (const url of [here, byName]) {
      await expect(closed.send({ ...nothing, url })).rejects.toMatchObject({
        code: 'provider-failed',
        message: expect.stringContaining('not on the public internet'),
      })
    }
    expect(reached).toBe(0)
    const answer = await open.send({ ...nothing, url: here })
    answer.discard()
    expect(reached).toBe(1)
    expect(closed.mayReach(here.href)).toBe(false)
    expect(open.mayReach(here.href)).toBe(true)
    server.close()
    server.closeAllConnections()
  })
})
