export { credentialHeaders } from './credential-headers.ts'
export { ME_PATH, Me, ORGANIZATION_HEADER, TOKEN_HEADER, USER_HEADER, UserRef } from './identity.ts'
export {
  DEVICE_PAGE_PATH,
  DEVICE_SIGN_INS_PATH,
  DeviceClient,
  DeviceCodeRequest,
  DeviceSignIn,
  INVITATION_HEADER,
  NewSessionAnswer,
  SESSIONS_PATH,
  SignedInSession,
  UserCode,
} from './session.ts'
