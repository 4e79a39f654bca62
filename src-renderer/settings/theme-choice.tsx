// Light, dark, or as the system has it.
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { type ThemeChoice as Choice, setTheme, useTheme } from '../ui/index.ts'

const CHOICES: readonly { choice: Choice; label: string; icon: LucideIcon }[] = [
  { choice: 'system', label: 'System', icon: Monitor },
  { choice: 'light', label: 'Light', icon: Sun },
  { choice: 'dark', label: 'Dark', icon: Moon },
]

export function ThemeChoice() {
  const { choice } = useTheme()
  return (
    <RadioGroup
      aria-label="Theme"
      value={choice}
      onValueChange={(next: Choice) => setTheme(next)}
      className="inline-flex gap-0.5 rounded-lg border border-line bg-sunken p-0.5"
    >
      {CHOICES.map(({ choice, label, icon: Icon }) => (
        <Radio.Root
          key={choice}
          value={choice}
          aria-label={label}
          className="flex h-7 select-none items-center gap-1.5 rounded-md px-3 text-ink-soft data-checked:bg-raised data-checked:font-medium data-checked:text-ink data-checked:shadow-control contrast-more:data-checked:outline-1"
        >
          <Icon aria-hidden className="size-4" />
          {label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
