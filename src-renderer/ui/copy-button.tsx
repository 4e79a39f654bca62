// Copies a text and says so, by its icon for a moment and in the status node.
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { announce } from './announce.tsx'
import { Button, type ButtonProps, IconButton } from './button.tsx'
import { toast } from './toaster.tsx'

/** Long enough to be seen, short enough not to be taken for a state. */
const CONFIRMATION_MS = 2_000

type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'children' | 'busy'> & {
  text: string
  /** What is copied, as in "Copy API key". */
  what: string
  /** Shows the words beside the icon. */
  labelled?: boolean
  onCopied?: () => void
}

export function CopyButton({ text, what, labelled = false, onCopied, ...rest }: CopyButtonProps) {
  const [copied, copy] = useCopy(text, what, onCopied)
  const icon = copied ? <Check className="text-ok-ink" /> : <Copy />
  if (!labelled) return <IconButton label={`Copy ${what}`} icon={icon} onClick={copy} {...rest} />
  return (
    <Button onClick={copy} aria-label={`Copy ${what}`} {...rest}>
      {copied ? <Check /> : <Copy />}
      {copied ? 'Copied' : 'Copy'}
    </Button>
  )
}

function useCopy(text: string, what: string, onCopied: (() => void) | undefined) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      announce(`Copied ${what}`)
      onCopied?.()
    } catch {
      toast.error('The clipboard refused. Select the text and copy it by hand.')
    }
  }
  return [copied, copy] as const
}
