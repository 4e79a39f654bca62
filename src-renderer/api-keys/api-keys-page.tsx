// The API keys of the person: made here, seen here, deleted here.
import { Page } from '../ui/index.ts'

export function ApiKeysPage() {
  return <Page title="API keys">{null}</Page>
}
