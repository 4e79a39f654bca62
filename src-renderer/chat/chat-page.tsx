// A placeholder.
import { Page } from '../ui/index.ts'

export function ChatPage() {
  return <Page title="Chat">{null}</Page>
}
