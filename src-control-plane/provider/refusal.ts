// Why a provider or a key is not kept, as a person reads it beside the field.
import { Failure } from '#contract/failure'
import type { SaveOwnResult } from './own-credentials.ts'
import type { AddResult } from './pool.ts'
import type { SaveRefusal } from './providers.ts'

type Refused = SaveRefusal | Exclude<AddResult, { outcome: 'added' }> | Exclude<SaveOwnResult, { outcome: 'saved' }>

const atSecret = (message: string) => new Failure('bad-request', message, { field: 'secret' })

export const noSuchProvider = () => new Failure('not-found', 'This organization has no such provider.')

export function refusal(refused: Refused): Failure {
  switch (refused.outcome) {
    case 'secret-needed':
      return atSecret('A provider at this address needs a key.')
    case 'secret-needed-again':
      return atSecret('The address changed. Enter the key for the new one.')
    case 'address-not-allowed':
      return new Failure('bad-request', 'This control plane sends requests to the public internet only.', {
        field: 'baseUrl',
      })
    case 'secret-refused':
      return atSecret('The provider does not accept this key. It was not saved.')
    case 'there-already':
      return new Failure('conflict', 'This key is there already.', { field: 'secret' })
    case 'limit-reached':
      return new Failure(
        'limit-reached',
        `There are ${refused.limit} already, which is the limit. Take one away first.`,
      )
    case 'no-provider':
      return noSuchProvider()
    case 'not-allowed':
      return new Failure('forbidden', 'This organization does not allow provider keys of your own.')
    default:
      return refused satisfies never
  }
}
