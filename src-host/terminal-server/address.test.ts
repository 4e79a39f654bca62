import { expect, it } from 'vitest'
import { addressFor } from './address.ts'

const linux = { platform: 'linux' as const, runtimeFolder: '/run/user/1000', temporaryFolder: '/tmp' }
const long = `/home/ada/${'deep/'.repeat(25)}home`

it('listens in the home where its path fits into a socket address', () => {
  expect(addressFor('/home/ada/.mooring', linux)).toEqual({
    folder: '/home/ada/.mooring/terminals',
    socket: '/home/ada/.mooring/terminals/server.sock',
    socketFolder: '/home/ada/.mooring/terminals',
  })
})

it('listens at a short path of the home’s own where the home is too deep', () => {
  const { folder, socket } = addressFor(long, linux)
  expect(folder).toBe(`${long}/terminals`)
  expect(socket).toMatch(/^\/run\/user\/1000\/mooring-[0-9a-f]{16}\/server\.sock$/)
  expect(addressFor(`${long}2`, linux).socket).not.toBe(socket)
  expect(addressFor(long, { ...linux, runtimeFolder: undefined }).socket).toMatch(/^\/tmp\/mooring-/)
})

it('listens on a named pipe of the home’s own on Windows', () => {
  expect(addressFor('/home/ada', { ...linux, platform: 'win32' }).socket).toMatch(
    /^\\\\\.\\pipe\\mooring-[0-9a-f]{16}$/,
  )
})
