// Why a request is not sent upstream at all, in words that say what to do instead.
import { Failure } from '#contract/failure'
import type { ProviderId } from '#contract/gateway'
import { TOKEN_HEADER } from '#contract/identity'
import type { Refusal } from './access.ts'

const INSTEAD = "To use your organization's, send your Mooring key as x-api-key or as a Bearer token instead"

export function refusalFailure(because: Refusal, provider: ProviderId): Failure {
  switch (because) {
    case 'own-credential-missing':
      return new Failure(
        'bad-request',
        `${TOKEN_HEADER} says that you bring a provider credential of your own, and the request has none. ${INSTEAD}.`,
      )
    case 'own-credential-not-allowed':
      return new Failure(
        'forbidden',
        `Your organization does not allow provider credentials of your own. ${INSTEAD} of ${TOKEN_HEADER}.`,
      )
    case 'no-provider':
      return new Failure(
        'no-model-configured',
        `Your organization has no provider "${provider}" with a key. An admin can add one under Settings, Providers.`,
      )
    default:
      return because satisfies never
  }
}
