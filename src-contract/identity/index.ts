export { credentialHeaders } from './credential-headers.ts'
export { ME_PATH, Me, ORGANIZATION_HEADER, TOKEN_HEADER, USER_HEADER, UserRef } from './identity.ts'
export {
  DEVICE_SIGN_INS_PATH,
  DeviceCodeRequest,
  DeviceSignIn,
  SESSIONS_PATH,
  SignedInSession,
  UserCode,
} from './session.ts'
