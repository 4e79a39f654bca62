// Which of two running instances of one host is the newer. Decided by the order in which they first connected, so that one which was
// replaced while its network was away cannot come back and push the newer one out (R6).

export type Succession = { readonly current: string; readonly former: readonly string[] }

/** Instances remembered as replaced: many more than run at once by mistake. */
const MAX_FORMER = 16

export type Admission = { outcome: 'admitted'; succession: Succession } | { outcome: 'replaced' }

export function admitInstance(before: Succession | undefined, instanceId: string): Admission {
  if (before === undefined) return { outcome: 'admitted', succession: { current: instanceId, former: [] } }
  if (before.current === instanceId) return { outcome: 'admitted', succession: before }
  if (before.former.includes(instanceId)) return { outcome: 'replaced' }
  const former = [before.current, ...before.former].slice(0, MAX_FORMER)
  return { outcome: 'admitted', succession: { current: instanceId, former } }
}
