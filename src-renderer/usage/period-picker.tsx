// Chooses the days: usual ones by a word, any others by their first and last.
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { DateInput, Select } from '../ui/index.ts'
import { isDay, type Period, periodOf, USUAL_PERIODS, type UsualPeriod, usualOf, usualPeriod } from './period.ts'

type PeriodPickerProps = { period: Period; onPeriod: (period: Period) => void }

const OTHER = 'other'

export function PeriodPicker({ period, onPeriod }: PeriodPickerProps) {
  const usual = usualOf(period, Date.now())
  const [asksDays, setAsksDays] = useState(false)
  const other = asksDays || usual === undefined
  const choose = (id: UsualPeriod | typeof OTHER) => {
    setAsksDays(id === OTHER)
    if (id !== OTHER) onPeriod(usualPeriod(id, Date.now()))
  }
  return (
    <>
      {other && <Days period={period} onPeriod={onPeriod} />}
      <Select
        label="Days"
        className="w-40"
        icon={<CalendarDays aria-hidden className="size-4 text-ink-faint" />}
        options={[
          ...USUAL_PERIODS.map(({ id, title }) => ({ value: id, label: title })),
          { value: OTHER, label: 'Other days…' },
        ]}
        value={other ? OTHER : usual}
        onValueChange={choose}
      />
    </>
  )
}

/** What is typed stands there also while it is no day yet, and counts once it is. */
function Days({ period, onPeriod }: PeriodPickerProps) {
  const [typed, setTyped] = useState(period)
  const change = (part: Partial<Period>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    const meant = isDay(next.from) && isDay(next.to) ? periodOf(next.from, next.to, Date.now()) : period
    if (meant.from === next.from && meant.to === next.to) onPeriod(next)
  }
  return (
    <>
      <DateInput label="From" value={typed.from} onValueChange={(from) => change({ from })} />
      <DateInput label="To" value={typed.to} onValueChange={(to) => change({ to })} />
    </>
  )
}
