// What a key may be told to become: another name. Any other field is refused by its name, so that nobody believes it was changed (K4).
import { z } from '@hono/zod-openapi'
import { RenameApiKeyRequest } from '#contract/api-key'

export const OnlyTheName = z
  .record(z.string(), z.unknown())
  .superRefine((body, context) => {
    for (const field of Object.keys(body)) {
      if (Object.hasOwn(RenameApiKeyRequest.shape, field)) continue
      const message = 'this of a key cannot change; delete it and create a new one'
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })
  .pipe(RenameApiKeyRequest)
  .openapi({
    type: 'object',
    properties: { name: { type: 'string', minLength: 1, maxLength: 60 } },
    required: ['name'],
    additionalProperties: false,
  })
