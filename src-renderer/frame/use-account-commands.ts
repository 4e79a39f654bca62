// What can be done with sign-ins from everywhere: on this control plane and between those that are known.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeftRight, LaptopMinimalCheck, LogOut, Plus } from 'lucide-react'
import type { Command } from '../commands/index.ts'
import { failureOf, host, queryClient, useAppState, useMe } from '../host-client/index.ts'
import { toast } from '../ui/index.ts'

const GROUP = 'Account'

export function useAccountCommands(): Command[] {
  const navigate = useNavigate()
  const isPerson = useMe()?.keyId === null
  const { embedded, fixedBy } = useAppState().controlPlane
  const switches = useSwitches()
  const ofPerson: Command[] = [
    {
      id: 'account.device',
      group: GROUP,
      title: 'Let a device in…',
      icon: LaptopMinimalCheck,
      run: () => void navigate({ to: '/settings/account', search: { device: true } }),
    },
    {
      id: 'account.sign-out-others',
      group: GROUP,
      title: 'Sign out all other sessions…',
      icon: LogOut,
      run: () => void navigate({ to: '/settings/account', search: { signOutOthers: true } }),
    },
  ]
  const add: Command = {
    id: 'control-plane.add',
    group: GROUP,
    title: 'Add a control plane…',
    icon: Plus,
    run: () => void navigate({ to: '/settings/control-planes', search: { add: true } }),
  }
  const signOut: Command = {
    id: 'account.sign-out',
    group: GROUP,
    title: 'Sign out…',
    icon: LogOut,
    run: () => void navigate({ to: '/settings/control-planes', search: { signOut: true } }),
  }
  return [
    ...(fixedBy === null ? [...switches, add] : []),
    ...(isPerson ? ofPerson : []),
    // The control plane of this app signs in its owner by itself.
    ...(isPerson && !embedded ? [signOut] : []),
  ]
}

function useSwitches(): Command[] {
  const known = useQuery(host.controlPlanes.list.queryOptions())
  const change = useMutation({
    ...host.controlPlanes.use.mutationOptions(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: host.controlPlanes.list.queryKey() }),
    onError: (error) => toast.error(failureOf(error).message),
  })
  const others = known.data?.filter(({ inUse }) => !inUse) ?? []
  return others.map(({ url, embedded }) => ({
    id: `control-plane.use.${url}`,
    group: GROUP,
    title: embedded ? 'Switch to this machine’s own control plane' : `Switch to ${URL.parse(url)?.host ?? url}`,
    icon: ArrowLeftRight,
    run: () => change.mutate({ url: embedded ? null : url }),
  }))
}
