// Settings: providers.
import { Page } from '../ui/index.ts'

export function ProvidersPage() {
  return <Page title="Providers">{null}</Page>
}
