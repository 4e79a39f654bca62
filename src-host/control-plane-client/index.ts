export type { Target } from './call.ts'
export { type ControlPlaneClient, createControlPlaneClient } from './client.ts'
export { followHints } from './hints.ts'
export {
  type DeviceCode,
  expectControlPlane,
  pollDeviceToken,
  requestDeviceCode,
  signInByPassword,
  signOutOf,
  signUpByPassword,
} from './sign-in.ts'
export { isTransient } from './transient.ts'
