// A day, with its label before it in the same field.
import { Input as Base } from '@base-ui/react/input'
import { cn } from './cn.ts'
import { controlClass } from './field.tsx'

/** `value` is a day as `2026-11-23`, or empty. */
type DateInputProps = { label: string; value: string; onValueChange: (value: string) => void }

export function DateInput({ label, value, onValueChange }: DateInputProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's field brings its own input
    <label className={cn(controlClass, 'flex h-8 w-fit items-center gap-1.5 px-2 focus-within:border-focus')}>
      <span className="text-ink-faint">{label}</span>
      <Base type="date" value={value} onValueChange={onValueChange} className="bg-transparent outline-hidden" />
    </label>
  )
}
