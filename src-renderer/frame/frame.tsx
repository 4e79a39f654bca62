// The window: the rail at the left, the page beside it, and what may cover both.
import { Outlet } from '@tanstack/react-router'
import { useFollowAppState } from '../host-client/index.ts'

export function Frame() {
  useFollowAppState()
  return (
    <main className="h-full">
      <Outlet />
    </main>
  )
}
