// Whoever starts a host can say which control plane it speaks to, or as whom. Then a window cannot say otherwise.
import type { AppState } from '#contract/app'
import { Failure } from '#contract/failure'
import type { HostConfig } from '../config.ts'

type FixedBy = AppState['controlPlane']['fixedBy']

export function fixedBy({ controlPlaneUrl, apiKey }: Pick<HostConfig, 'controlPlaneUrl' | 'apiKey'>): FixedBy {
  if (controlPlaneUrl !== null) return 'address'
  return apiKey === null ? null : 'api-key'
}

/** Throws `conflict` with what would have to change. */
export function expectFree(by: FixedBy): void {
  switch (by) {
    case null:
      return
    case 'address':
      throw new Failure(
        'conflict',
        'This Mooring was started for one control plane, by --control-plane or MOORING_CONTROL_PLANE_URL. Start it without them to switch.',
      )
    case 'api-key':
      throw new Failure('conflict', 'This Mooring was started with MOORING_API_KEY. Start it without to switch.')
    default:
      return by satisfies never
  }
}
