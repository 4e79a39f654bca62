// Opens the question about an invitation that waited, once the person is signed in where it leads.
import { useEffect } from 'react'
import { useAppState } from '../host-client/index.ts'
import { readInvitation, useWaitingInvitation } from '../invitation/index.ts'

export function useInvitationArrived(openJoin: () => void): void {
  const waiting = useWaitingInvitation()
  const { controlPlane, identity } = useAppState()
  const arrived =
    waiting !== undefined && identity.state === 'signed-in' && readInvitation(waiting, controlPlane).outcome === 'here'
  useEffect(() => {
    if (arrived) openJoin()
  }, [arrived, openJoin])
}
