// One choice of two or three short words, all in sight.
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'

type SegmentsProps<Value extends string> = {
  label: string
  segments: readonly { value: Value; label: string }[]
  value: Value
  onValueChange: (value: Value) => void
}

export function Segments<Value extends string>({ label, segments, value, onValueChange }: SegmentsProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      className="flex rounded-md border border-line bg-sunken p-0.5 contrast-more:border-line-strong"
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          aria-label={segment.label}
          className="flex h-6.5 select-none items-center rounded-sm px-2.5 text-xs font-medium text-ink-soft hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-control contrast-more:data-checked:outline"
        >
          {segment.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
