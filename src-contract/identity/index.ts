export { credentialHeaders } from './credential-headers.ts'
export { ME_PATH, Me, ORGANIZATION_HEADER, TOKEN_HEADER, USER_HEADER, UserRef } from './identity.ts'
