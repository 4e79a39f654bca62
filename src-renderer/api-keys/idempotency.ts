// One idempotency key for one wish. A second click, or a try after a lost answer, asks for the same key again; a changed
// form is another wish.

/** Answers the same token for equal requests in a row, and a new one when the request differs from the last. */
export function createTokens(randomToken: () => string = () => crypto.randomUUID()): (request: unknown) => string {
  let last = { request: '', token: '' }
  return (request) => {
    const wish = JSON.stringify(request)
    if (wish !== last.request) last = { request: wish, token: randomToken() }
    return last.token
  }
}
