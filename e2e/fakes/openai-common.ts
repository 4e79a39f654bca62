// What OpenAI's two APIs have in common: how they fail and how they list models.

const ERROR_TYPES: Record<number, string> = {
  401: 'invalid_request_error',
  404: 'invalid_request_error',
  429: 'rate_limit_exceeded',
}
const ERROR_CODES: Record<number, string> = { 401: 'invalid_api_key', 429: 'rate_limit_exceeded' }

export function openaiFailure(status: number, message: string) {
  const type = ERROR_TYPES[status] ?? 'server_error'
  return { error: { message, type, param: null, code: ERROR_CODES[status] ?? null } }
}

export function openaiModels(ids: readonly string[]) {
  return {
    object: 'list',
    data: ids.map(openaiModel),
  }
}

export function openaiModel(id: string) {
  return { id, object: 'model', created: 1_767_225_600, owned_by: 'scripted' }
}
