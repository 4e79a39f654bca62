// One choice of a few that need a sentence each. One that cannot be chosen says why in place of what it is.
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

type ChoiceCard<Value extends string> = {
  value: Value
  label: string
  sentence: ReactNode
  /** Why it cannot be chosen. */
  unavailable?: string | undefined
}

type ChoiceCardsProps<Value extends string> = {
  label: string
  choices: readonly ChoiceCard<Value>[]
  value: Value
  onValueChange: (value: Value) => void
}

export function ChoiceCards<Value extends string>({ label, choices, value, onValueChange }: ChoiceCardsProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      className="divide-y divide-line overflow-hidden rounded-md border border-line-strong/70 contrast-more:border-line-strong"
    >
      {choices.map((choice) => (
        <Card key={choice.value} {...choice} />
      ))}
    </RadioGroup>
  )
}

function Card<Value extends string>({ value, label, sentence, unavailable }: ChoiceCard<Value>) {
  const id = useId()
  return (
    <Radio.Root
      value={value}
      disabled={unavailable !== undefined}
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-sentence`}
      className={cn(
        'flex w-full select-none gap-2.5 bg-raised px-3 py-2 text-left -outline-offset-2',
        'hover:not-data-disabled:bg-hover data-checked:bg-accent-soft',
      )}
    >
      <span
        aria-hidden
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-raised in-data-checked:border-accent in-data-checked:bg-accent in-data-disabled:opacity-55"
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
      </span>
      <span className="min-w-0">
        <span id={`${id}-label`} className={cn('block font-medium', unavailable && 'text-ink-faint')}>
          {label}
        </span>
        <span id={`${id}-sentence`} className="block text-xs text-ink-soft">
          {unavailable ?? sentence}
        </span>
      </span>
    </Radio.Root>
  )
}
