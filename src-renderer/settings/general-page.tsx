// Settings: general.
import { Page } from '../ui/index.ts'

export function GeneralPage() {
  return <Page title="General">{null}</Page>
}
