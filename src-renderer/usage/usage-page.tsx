// A placeholder.
import { Page } from '../ui/index.ts'

export function UsagePage() {
  return <Page title="Usage">{null}</Page>
}
