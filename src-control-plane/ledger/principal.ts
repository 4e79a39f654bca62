// As the ledger names whoever acts: the key, else the person.
import type { OrgScope } from '../identity/index.ts'

export const principalOf = ({ keyId, ownerId }: OrgScope): string => keyId ?? ownerId
