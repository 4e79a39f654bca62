// Lines that can be pasted into a shell as they are.
import { ORGANIZATION_HEADER } from '#contract/identity'

/** `organizationId`: the one to act in, for a key that is bound to none. */
export type Use = { secret: string; controlPlaneUrl: string; organizationId: string | null }

export function exportLine({ secret, organizationId }: Omit<Use, 'controlPlaneUrl'>): string {
  return `export MOORING_API_KEY=${secret}${organizationId === null ? '' : ` MOORING_ORGANIZATION=${organizationId}`}`
}

/** Asks the control plane whom the key stands for. */
export function curlLine({ secret, controlPlaneUrl, organizationId }: Use): string {
  const headers = [
    `x-api-key: ${secret}`,
    ...(organizationId === null ? [] : [`${ORGANIZATION_HEADER}: ${organizationId}`]),
  ]
  return `curl ${headers.map((header) => `-H "${header}"`).join(' ')} ${controlPlaneUrl.replace(/\/+$/, '')}/v1/me`
}
