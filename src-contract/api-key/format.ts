// The shape of a key's plaintext: `moor_live_` + 36 base62 + 6 base62 of the CRC-32 of what stands before it, so a
// scanner can recognise one and a typo is refused without asking the database.
export const API_KEY_PREFIX = 'moor_live_'
const RANDOM_LENGTH = 36
const CHECKSUM_LENGTH = 6
/** Characters in a whole key. */
export const API_KEY_LENGTH = API_KEY_PREFIX.length + RANDOM_LENGTH + CHECKSUM_LENGTH

const SHAPE = new RegExp(`^${API_KEY_PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`)

/** True for text of a key's shape; says nothing of its checksum or whether it exists. */
export function looksLikeApiKey(text: string): boolean {
  return SHAPE.test(text)
}
