// A page that shows one thing of an organization goes back to its list when the window goes to another: a chat, or a terminal
// of a host, is of no other organization.
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useOrganizationIfAny } from '../organization/index.ts'

const LISTS = ['/chat', '/hosts'] as const

export function useRootOnSwitch(): void {
  const organizationId = useOrganizationIfAny()?.id
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const navigate = useNavigate()
  const before = useRef(organizationId)
  useEffect(() => {
    const was = before.current
    before.current = organizationId
    if (was === undefined || was === organizationId) return
    const list = LISTS.find((path) => pathname.startsWith(path))
    if (list) void navigate({ to: list, replace: true })
  }, [organizationId, pathname, navigate])
}
