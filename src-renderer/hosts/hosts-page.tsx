// A placeholder.
import { Page } from '../ui/index.ts'

export function HostsPage() {
  return <Page title="Hosts">{null}</Page>
}
