// The environment in which the terminal server was started, read in one place: a shell inherits it (less what is ours).

/** A copy: what somebody changes later in the process does not reach a shell. */
export const inheritedEnvironment = (): Record<string, string | undefined> => ({ ...process.env })

/** The user's own folder for sockets, where the system has one; private, short, and emptied at logout. */
export const runtimeFolder = (): string | undefined => process.env.XDG_RUNTIME_DIR || undefined

/** For a child that must run as plain Node although this is Electron's executable. */
export const environmentAsNode = (): Record<string, string | undefined> => ({
  ...process.env,
  ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
})
