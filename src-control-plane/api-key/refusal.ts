// What a caller is told when something cannot be done to a key.
import { Failure } from '#contract/failure'

/** Also of a key that exists and is another's: nobody learns that it does. */
export const noSuchKey = () => new Failure('not-found', 'There is no such key among those that you manage.')

export const nameTaken = (name: string) =>
  new Failure('conflict', `There is a key named "${name}" already. Choose another name.`, { field: 'name' })
