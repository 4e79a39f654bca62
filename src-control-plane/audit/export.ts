// The whole audit as one stream of CSV: read as fast as it is taken, and only as long as the caller may read it.
import { auditHeader, auditLine } from '#contract/audit'
import type { Database } from '../database/index.ts'
import type { Caller, LiveAccess } from '../identity/index.ts'
import { type AuditFilter, walkAudit } from './entries.ts'

export type ExportDependencies = Pick<Database, 'read'> & { live: LiveAccess }

export function exportAudit(
  deps: ExportDependencies,
  caller: Caller,
  filter: AuditFilter,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const parts = csvParts(deps, caller, filter)
  const held = new DisposableStack()
  return new ReadableStream({
    start(controller) {
      held.use(deps.live.hold({ ...caller, end: (failure) => controller.error(failure) }))
    },
    async pull(controller) {
      const part = await parts.next().catch((error) => {
        held.dispose()
        throw error
      })
      if (part.done !== true) return controller.enqueue(encoder.encode(part.value))
      held.dispose()
      controller.close()
    },
    async cancel() {
      held.dispose()
      await parts.return()
    },
  })
}

async function* csvParts(
  deps: ExportDependencies,
  { scope }: Caller,
  filter: AuditFilter,
): AsyncGenerator<string, void> {
  yield auditHeader()
  for await (const batch of walkAudit(deps, scope, filter)) yield batch.map(auditLine).join('')
}
