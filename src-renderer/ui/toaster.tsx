// Short notes at the corner about what just happened. A failure that a person must act on belongs on the page instead.
import { Toaster as Sonner, toast } from 'sonner'
import { useTheme } from './theme.ts'

export { toast }

/** One at the root of the window. */
export function Toaster() {
  const { shown } = useTheme()
  return (
    <Sonner
      theme={shown}
      position="bottom-right"
      gap={8}
      toastOptions={{
        classNames: {
          toast: '!rounded-lg !border-line !bg-raised !font-sans !text-sm !text-ink !shadow-popup',
          description: '!text-ink-soft',
        },
      }}
    />
  )
}
