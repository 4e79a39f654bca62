// Where a person is signed in, and the devices of theirs that ask to be.
import { z } from 'zod'
import {
  DEVICE_SIGN_INS_PATH,
  type DeviceCodeRequest,
  DeviceSignIn,
  SESSIONS_PATH,
  SignedInSession,
} from '#contract/identity'
import type { Call } from './call.ts'

export const sessionCalls = (call: Call) => ({
  list: () => call(z.array(SignedInSession), 'GET', SESSIONS_PATH),
  revoke: (id: string) => call(z.null(), 'DELETE', `${SESSIONS_PATH}/${encodeURIComponent(id)}`),
  revokeOthers: () => call(z.null(), 'DELETE', SESSIONS_PATH),
})

export const deviceCalls = (call: Call) => ({
  describe: (body: DeviceCodeRequest) => call(DeviceSignIn, 'POST', `${DEVICE_SIGN_INS_PATH}/describe`, { body }),
  approve: (body: DeviceCodeRequest) => call(z.null(), 'POST', `${DEVICE_SIGN_INS_PATH}/approve`, { body }),
  deny: (body: DeviceCodeRequest) => call(z.null(), 'POST', `${DEVICE_SIGN_INS_PATH}/deny`, { body }),
})
