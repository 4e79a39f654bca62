// Which control planes this app knows, which it uses, and as whom. A password passes through; a credential never comes here.
import { OneControlPlane, PasswordSignIn, PasswordSignUp, UseControlPlaneRequest } from '#contract/app'
import { procedure, router } from './trpc.ts'

export const controlPlanes = router({
  list: procedure.query(({ ctx }) => ctx.controlPlanes.list()),
  use: procedure.input(UseControlPlaneRequest).mutation(({ ctx, input }) => ctx.controlPlanes.use(input.url)),
  signIn: procedure.input(PasswordSignIn).mutation(({ ctx, input }) => ctx.controlPlanes.signIn(input)),
  signUp: procedure.input(PasswordSignUp).mutation(({ ctx, input }) => ctx.controlPlanes.signUp(input)),
  startDeviceSignIn: procedure
    .input(OneControlPlane)
    .mutation(({ ctx, input }) => ctx.controlPlanes.startDeviceSignIn(input.url)),
  /** Resolves once a person has approved it elsewhere; gives up with the request. */
  awaitDeviceSignIn: procedure
    .input(OneControlPlane)
    .mutation(({ ctx, input, signal }) => ctx.controlPlanes.awaitDeviceSignIn(input.url, signal)),
  signOut: procedure.input(OneControlPlane).mutation(({ ctx, input }) => ctx.controlPlanes.signOut(input.url)),
  forget: procedure.input(OneControlPlane).mutation(({ ctx, input }) => ctx.controlPlanes.forget(input.url)),
})
