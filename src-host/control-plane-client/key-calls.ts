// API keys: a person's own, and for its admins those of an organization.
import { z } from 'zod'
import {
  API_KEYS_PATH,
  ApiKey,
  MintedApiKey,
  type MintRequestInput,
  OrganizationApiKey,
  type RenameApiKeyRequest,
} from '#contract/api-key'
import type { Call } from './call.ts'
import { pathOf } from './people-calls.ts'

const keyPath = (id: string) => `${API_KEYS_PATH}/${encodeURIComponent(id)}`

export const apiKeyCalls = (call: Call) => ({
  list: (organizationId?: string) => call(z.array(ApiKey), 'GET', API_KEYS_PATH, { query: { organizationId } }),
  mint: (body: MintRequestInput, idempotencyKey?: string) =>
    call(MintedApiKey, 'POST', API_KEYS_PATH, {
      body,
      headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
    }),
  rename: (id: string, body: RenameApiKeyRequest) => call(ApiKey, 'PATCH', keyPath(id), { body }),
  delete: (id: string) => call(z.null(), 'DELETE', keyPath(id)),
  ofOrganization: (organizationId: string) =>
    call(z.array(OrganizationApiKey), 'GET', pathOf(organizationId, 'api-keys')),
  deleteOfOrganization: (organizationId: string, id: string, reason: string) =>
    call(z.null(), 'DELETE', pathOf(organizationId, 'api-keys', id), { query: { reason } }),
})
