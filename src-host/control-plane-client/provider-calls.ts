// The model providers of an organization with their keys, and a person's own keys with them.
import { z } from 'zod'
import {
  type AddCredentialRequest,
  OwnCredential,
  Provider,
  ProviderCheck,
  type ProviderId,
  SavedOwnCredential,
  SavedProvider,
  type SaveProviderRequest,
} from '#contract/gateway'
import type { Call } from './call.ts'
import { pathOf } from './people-calls.ts'

export const providerCalls = (call: Call) => ({
  list: (organizationId: string) => call(z.array(Provider), 'GET', pathOf(organizationId, 'providers')),
  save: (organizationId: string, id: ProviderId, body: SaveProviderRequest) =>
    call(SavedProvider, 'PUT', pathOf(organizationId, 'providers', id), { body }),
  delete: (organizationId: string, id: ProviderId) => call(z.null(), 'DELETE', pathOf(organizationId, 'providers', id)),
  check: (organizationId: string, id: ProviderId) =>
    call(ProviderCheck, 'POST', pathOf(organizationId, 'providers', id, 'check')),
  addKey: (organizationId: string, id: ProviderId, body: AddCredentialRequest) =>
    call(SavedProvider, 'POST', pathOf(organizationId, 'providers', id, 'credentials'), { body }),
  removeKey: (organizationId: string, id: ProviderId, keyId: string) =>
    call(z.null(), 'DELETE', pathOf(organizationId, 'providers', id, 'credentials', keyId)),
})

export const ownKeyCalls = (call: Call) => ({
  list: (organizationId: string) => call(z.array(OwnCredential), 'GET', pathOf(organizationId, 'own-credentials')),
  save: (organizationId: string, provider: ProviderId, body: AddCredentialRequest) =>
    call(SavedOwnCredential, 'PUT', pathOf(organizationId, 'own-credentials', provider), { body }),
  delete: (organizationId: string, provider: ProviderId) =>
    call(z.null(), 'DELETE', pathOf(organizationId, 'own-credentials', provider)),
})
