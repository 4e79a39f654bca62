// Which organization a key of a time before keys were bound belongs to: that of its owner's oldest membership (K20).

export type Membership = { readonly organizationId: string; readonly organizationName: string; readonly since: number }

export type BackfillPlan =
  | { outcome: 'bind'; to: Membership }
  /** Equally old: only a person can say which one was meant. */
  | { outcome: 'ambiguous'; among: Membership[] }
  | { outcome: 'without-organization' }

/** `memberships` are all that the key's owner has now. */
export function planBackfill(memberships: readonly Membership[]): BackfillPlan {
  const oldest = Math.min(...memberships.map(({ since }) => since))
  const [first, ...others] = memberships.filter(({ since }) => since === oldest)
  if (first === undefined) return { outcome: 'without-organization' }
  return others.length === 0 ? { outcome: 'bind', to: first } : { outcome: 'ambiguous', among: [first, ...others] }
}
