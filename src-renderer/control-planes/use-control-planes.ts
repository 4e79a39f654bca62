// The control planes that this app knows, and what can be done with them. Whatever changes the one in use changes the host's
// state too, which the window follows by itself.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

/** The one in use first, then the embedded one, then by address. */
export function useControlPlanes() {
  return useQuery({
    ...host.controlPlanes.list.queryOptions(),
    select: (known) =>
      known.toSorted(
        (one, other) =>
          Number(other.inUse) - Number(one.inUse) ||
          Number(other.embedded) - Number(one.embedded) ||
          one.url.localeCompare(other.url),
      ),
  })
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.controlPlanes.list.queryKey() })

export function useUseControlPlane() {
  return useMutation({ ...host.controlPlanes.use.mutationOptions(), onSettled: readListAgain })
}

/** What is sent holds a password, so it is dropped from the cache at once when nobody waits for it. */
export function usePasswordSignIn() {
  return useMutation({ ...host.controlPlanes.signIn.mutationOptions(), gcTime: 0, onSettled: readListAgain })
}

export function usePasswordSignUp() {
  return useMutation({ ...host.controlPlanes.signUp.mutationOptions(), gcTime: 0, onSettled: readListAgain })
}

export function useStartDeviceSignIn() {
  return useMutation({ ...host.controlPlanes.startDeviceSignIn.mutationOptions(), gcTime: 0 })
}

export function useSignOut() {
  return useMutation({ ...host.controlPlanes.signOut.mutationOptions(), onSettled: readListAgain })
}

export function useForget() {
  return useMutation({ ...host.controlPlanes.forget.mutationOptions(), onSettled: readListAgain })
}
