// Something is under way. Decorative: whoever shows it says what is under way in words.
import { LoaderCircle } from 'lucide-react'
import { cn } from './cn.ts'

export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
}
