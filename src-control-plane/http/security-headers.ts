// Headers of whatever the control plane answers, set where the socket is, so that no route, failure or refusal can be without them.

/** Its pages are static: only their own style is allowed, nothing may be run, loaded, framed or sent anywhere. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The time that preload lists ask for. Seconds. */
const HSTS_MAX_AGE_S = 365 * 24 * 3600

/** `https`: whether people reach it so. Told to a browser that came by HTTP, the last header would lock it out. */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    ...(https ? { 'strict-transport-security': `max-age=${HSTS_MAX_AGE_S}` } : {}),
  }
}
