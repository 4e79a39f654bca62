import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { MAX_FRAME_BYTES } from '#contract/terminal'
import { MessageSocket } from './message-socket.ts'
import { temporaryHome, until } from './testing.ts'

it('[T11] keeps nothing of what comes after a message that is too large', async () => {
  await using place = await temporaryHome()
  const server = createServer()
  server.listen(join(place.home, 'socket'))
  await once(server, 'listening')
  const client = connect(join(place.home, 'socket'))
  const [socket]: Socket[] = await once(server, 'connection')
  if (!socket) throw new Error('Nobody came.')
  let refusals = 0
  new MessageSocket(socket).follow({
    onMessage: () => {},
    onTooLarge: () => {
      refusals += 1
    },
  })
  const length = Buffer.alloc(4)
  length.writeUInt32BE(MAX_FRAME_BYTES + 1)
  client.write(length)
  for (let times = 0; times < 16; times += 1) client.write(Buffer.alloc(MAX_FRAME_BYTES))
  await until(() => socket.bytesRead === 4 + 16 * MAX_FRAME_BYTES, 'all of it to be read')
  expect(refusals).toBe(1)
  client.destroy()
  server.close()
})
