// A key's id as a caller names it.
import { z } from '@hono/zod-openapi'

export const KeyId = z.string().min(1).max(64)
