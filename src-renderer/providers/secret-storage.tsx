// Where providers' keys lie, and how strong that is: as strong as the place of what they are sealed with.
import { FileKey2, ServerCog } from 'lucide-react'
import { useAppState } from '../host-client/index.ts'
import { Notice } from '../ui/index.ts'

export function SecretStorage() {
  const { controlPlane, home } = useAppState()
  if (!controlPlane.embedded)
    return (
      <Notice icon={<ServerCog />} title="Keys are sealed at the control plane">
        They are encrypted (AES-256-GCM) in the database of {URL.parse(controlPlane.url)?.host ?? controlPlane.url}.
        Whoever runs it has what opens them; nobody else does, and nothing shows them again.
      </Notice>
    )
  return (
    <Notice icon={<FileKey2 />} title="Keys are sealed on this machine">
      They are encrypted (AES-256-GCM) in the database in <code className="font-mono text-xs">{home}</code>. What opens
      them is the instance’s secret: a file beside it that only your account can read, unless{' '}
      <code className="font-mono text-xs">MOORING_SECRET</code> is set. Whoever can read both can read the keys.
    </Notice>
  )
}
