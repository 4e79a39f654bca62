// Lines that can be pasted into a shell as they are.

export function exportLine(secret: string): string {
  return `export MOORING_API_KEY=${secret}`
}

/** Asks the control plane whom the key stands for. */
export function curlLine(secret: string, controlPlaneUrl: string): string {
  return `curl -H "x-api-key: ${secret}" ${controlPlaneUrl.replace(/\/+$/, '')}/v1/me`
}
