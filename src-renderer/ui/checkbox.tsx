// A box to tick, with the sentence it agrees to.
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

type CheckboxProps = { checked: boolean; onCheckedChange: (checked: boolean) => void; children: ReactNode }

export function Checkbox({ checked, onCheckedChange, children }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's checkbox brings its own input
    <label className="flex w-fit select-none items-center gap-2">
      <Base.Root
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="grid size-4.5 shrink-0 place-items-center rounded-sm border border-line-strong bg-raised data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Indicator className="text-on-accent">
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      {children}
    </label>
  )
}
