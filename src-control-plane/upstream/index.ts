export { needsSecret } from './nearby.ts'
export {
  openUpstream,
  UPSTREAM_BOUNDS,
  type Upstream,
  type UpstreamBounds,
  type UpstreamResponse,
} from './upstream.ts'
export { credentialHeader, type UpstreamCredential } from './upstream-credential.ts'
export { upstreamUrl } from './upstream-url.ts'
