// What many procedures are told: in which organization, of whom. Bounds on ids that a window sends.
import { z } from 'zod'
import { OrganizationId } from '#contract/organization'

/** Longer than any id of ours, or of a control plane's. */
const MAX_ID_LENGTH = 64

export const Id = z.string().min(1).max(MAX_ID_LENGTH)
export const WithId = z.object({ id: Id })
export const InOrganization = z.object({ organizationId: OrganizationId })
