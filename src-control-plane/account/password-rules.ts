// What a new password must be. Length is what counts (NIST SP 800-63B, 3.1.1); beyond it only what a guesser tries first is refused. Pure.

export const MIN_PASSWORD_LENGTH = 12
export const MAX_PASSWORD_LENGTH = 128

/** What is wrong with a password, as a sentence for a person; null when it will do. */
export function passwordProblem(password: string, { email, name }: { email: string; name: string }): string | null {
  // Characters as a person counts them, not units of UTF-16.
  const { length } = [...password]
  if (length < MIN_PASSWORD_LENGTH) return `The password is too short: use at least ${MIN_PASSWORD_LENGTH} characters.`
  if (length > MAX_PASSWORD_LENGTH) return `The password is too long: use at most ${MAX_PASSWORD_LENGTH} characters.`
  const plain = plainly(password)
  const [mailbox = ''] = email.split('@')
  if (plain === plainly(email) || plain === plainly(mailbox))
    return 'The password is your e-mail address. Choose another.'
  if (plain === plainly(name)) return 'The password is your name. Choose another.'
  return null
}

/** Case, spaces and punctuation make no difference to somebody who guesses. */
function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
