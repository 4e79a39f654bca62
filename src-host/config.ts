// Everything the host is told from outside, read once and checked. The only file here that sees the environment.
import { homedir, hostname, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

export const HostConfig = z.object({
  /** Folder for the host's store, its embedded control plane and its terminals' server. */
  home: z.string().min(1),
  /** The port asked for; null takes the last one used, or any. A taken one is replaced by another. */
  port: z.number().int().min(0).max(65_535).nullable(),
  /** A remote control plane; null embeds one. */
  controlPlaneUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).nullable(),
  /** Whether a sign-in may travel unencrypted to another machine: on a network that is one's own. */
  plainHttpAllowed: z.boolean().default(false),
  /** A credential from the environment; it is used and never stored. */
  apiKey: z.string().min(1).nullable(),
  /** The organization to act in, for credentials that reach several. */
  organizationId: z.string().min(1).nullable(),
  /** What other machines call this one, and what the local owner is called. */
  machineName: z.string(),
  userName: z.string(),
  /** False where asking a keychain would only fail: a Linux without a desktop session. */
  keychainMayExist: z.boolean(),
})
export type HostConfig = z.infer<typeof HostConfig>

/** What flags say goes before what the environment says. */
export type HostFlags = { home?: string | undefined; port?: number | undefined; controlPlane?: string | undefined }

export function readHostConfig(flags: HostFlags = {}, env = process.env): HostConfig {
  return HostConfig.parse({
    home: resolve(flags.home ?? (env.MOORING_HOME || join(homedir(), '.mooring'))),
    port: flags.port ?? null,
    controlPlaneUrl: (flags.controlPlane ?? env.MOORING_CONTROL_PLANE_URL) || null,
    plainHttpAllowed: env.MOORING_ALLOW_PLAIN_HTTP === '1',
    apiKey: env.MOORING_API_KEY || null,
    organizationId: env.MOORING_ORGANIZATION || null,
    machineName: hostname(),
    userName: userInfo().username,
    keychainMayExist: process.platform !== 'linux' || Boolean(env.DBUS_SESSION_BUS_ADDRESS),
  })
}

/** Whether a desktop is there to open a window or a browser on. */
export function hasDisplay(env = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}
