// How terminals look and behave in this browser, and what new ones begin with.
import type { ReactNode } from 'react'
import {
  MAX_FONT_PX,
  MIN_FONT_PX,
  PALETTE_NAMES,
  PALETTES,
  prefer,
  SCROLLBACKS,
  usePreferences,
} from '../terminal-preferences/index.ts'
import { Checkbox, Field, Input, Select } from '../ui/index.ts'
import { ProfileList } from './profile-list.tsx'
import { ShellIntegrationNotes } from './shell-integration-notes.tsx'
import { TerminalPreview } from './terminal-preview.tsx'

const PALETTE_OPTIONS = [
  { value: 'window' as const, label: 'As the window' },
  ...PALETTE_NAMES.map((value) => ({ value, label: PALETTES[value].name })),
]
const CURSORS = [
  { value: 'block' as const, label: 'Block' },
  { value: 'bar' as const, label: 'Bar' },
  { value: 'underline' as const, label: 'Underline' },
]
const RENDERERS = [
  { value: 'auto' as const, label: 'Automatic' },
  { value: 'gpu' as const, label: 'GPU (WebGL)' },
  { value: 'dom' as const, label: 'Without the GPU' },
]
const SCROLLBACK_OPTIONS = SCROLLBACKS.map((lines) => ({
  value: String(lines),
  label: `${lines.toLocaleString('en')} lines`,
}))

export function TerminalPage() {
  const preferences = usePreferences()
  return (
    <div className="flex flex-col gap-8">
      <Section id="terminal-look" title="Look">
        <TerminalPreview />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Colours">
            <Select
              options={PALETTE_OPTIONS}
              value={preferences.palette}
              onValueChange={(palette) => prefer({ palette })}
            />
          </Field>
          <Field label="Cursor">
            <Select options={CURSORS} value={preferences.cursor} onValueChange={(cursor) => prefer({ cursor })} />
          </Field>
          <Field label="Font" hint="The name of a font that this machine has; left empty, Geist Mono.">
            <Input
              value={preferences.fontFamily}
              placeholder="Geist Mono"
              maxLength={200}
              onChange={(event) => prefer({ fontFamily: event.target.value })}
            />
          </Field>
          <FontSize px={preferences.fontPx} />
        </div>
        <Checkbox checked={preferences.blink} onCheckedChange={(blink) => prefer({ blink })}>
          The cursor blinks
        </Checkbox>
      </Section>
      <Section id="terminal-behaviour" title="Behaviour">
        <Checkbox checked={preferences.copyOnSelect} onCheckedChange={(copyOnSelect) => prefer({ copyOnSelect })}>
          Copy what is selected, as soon as it is
        </Checkbox>
        <Checkbox checked={preferences.guardPaste} onCheckedChange={(guardPaste) => prefer({ guardPaste })}>
          Ask before pasting several lines or control characters into a program that would obey them
        </Checkbox>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Scrollback" hint="A reload brings back at most 5,000 lines of it.">
            <Select
              options={SCROLLBACK_OPTIONS}
              value={String(preferences.scrollback)}
              onValueChange={(value) =>
                prefer({ scrollback: SCROLLBACKS.find((lines) => String(lines) === value) ?? 5_000 })
              }
            />
          </Field>
          <Field label="Drawing" hint="For terminals that are opened from now on.">
            <Select
              options={RENDERERS}
              value={preferences.renderer}
              onValueChange={(renderer) => prefer({ renderer })}
            />
          </Field>
        </div>
      </Section>
      <Section id="terminal-profiles" title="Profiles">
        <ProfileList preferences={preferences} />
      </Section>
      <Section id="terminal-marks" title="Command marks">
        <ShellIntegrationNotes />
      </Section>
    </div>
  )
}

/** What is typed on the way to a size (1 of 16) is none yet. */
function FontSize({ px }: { px: number }) {
  const change = (value: number) => {
    if (Number.isInteger(value) && value >= MIN_FONT_PX && value <= MAX_FONT_PX) prefer({ fontPx: value })
  }
  return (
    <Field label="Size" hint={`Pixels, ${MIN_FONT_PX} to ${MAX_FONT_PX}; in a terminal Ctrl+Shift with + and −.`}>
      <Input
        key={px}
        type="number"
        min={MIN_FONT_PX}
        max={MAX_FONT_PX}
        defaultValue={px}
        onBlur={(event) => change(Number(event.target.value))}
        onKeyDown={(event) => event.key === 'Enter' && change(Number(event.currentTarget.value))}
      />
    </Field>
  )
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="-mb-1 text-sm font-semibold">
        {title}
      </h2>
      {children}
    </section>
  )
}
