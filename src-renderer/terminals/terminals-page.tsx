// A placeholder.
import { Page } from '../ui/index.ts'

export function TerminalsPage() {
  return <Page title="Terminals">{null}</Page>
}
