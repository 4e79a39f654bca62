export { AppState, TerminalProfile } from './app-state.ts'
export {
  KnownControlPlane,
  OneControlPlane,
  PasswordSignIn,
  PasswordSignUp,
  StartedDeviceSignIn,
  UseControlPlaneRequest,
} from './control-planes.ts'
