// Finds words in the screen and its scrollback, from the newest back: Enter goes on to the one above.
import { CaseSensitive, ChevronDown, ChevronUp, Regex, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useLook } from '../terminal-preferences/index.ts'
import { IconButton, Input } from '../ui/index.ts'
import { type FindKind, type Found, findable, foundWords } from './find-words.ts'
import type { XtermScreen } from './screen.ts'

/** As xterm's search wants them: six hexadecimal digits. */
const MARKS = {
  light: { matchBackground: '#ffe3a1', activeMatchBackground: '#f7b955' },
  dark: { matchBackground: '#5a4a1e', activeMatchBackground: '#8f6d1a' },
}

const KINDS: readonly { kind: keyof FindKind; label: string; icon: React.ReactNode }[] = [
  { kind: 'caseSensitive', label: 'Match case', icon: <CaseSensitive /> },
  { kind: 'regex', label: 'Regular expression', icon: <Regex /> },
]

/** As the person last chose, over terminals, until the window is closed. */
let lastKind: FindKind = { caseSensitive: false, regex: false }

type FindBarProps = {
  screen: XtermScreen
  /** Counts: each time it is asked for, the selected words are taken over. */
  asked: number
  onClose: () => void
}

export function FindBar({ screen, asked, onClose }: FindBarProps) {
  const [words, setWords] = useState('')
  const [kind, setKind] = useState(lastKind)
  const [found, setFound] = useState<Found>({ resultIndex: -1, resultCount: 0 })
  const { palette } = useLook()
  const marks = {
    ...MARKS[palette.ground],
    matchOverviewRuler: '#00000000',
    activeMatchColorOverviewRuler: '#00000000',
  }
  const can = findable(words, kind)

  useEffect(() => {
    const listening = screen.search.onDidChangeResults(setFound)
    return () => {
      listening.dispose()
      screen.search.clearDecorations()
    }
  }, [screen])

  const next = () => can && screen.search.findNext(words, { ...kind, decorations: marks })
  const previous = () => can && screen.search.findPrevious(words, { ...kind, decorations: marks })
  const look = (value: string, by: FindKind) => {
    setWords(value)
    setKind(by)
    lastKind = by
    screen.terminal.clearSelection()
    // By itself the addon (0.16) does not count anew when only the kind has changed.
    screen.search.clearDecorations()
    if (findable(value, by)) screen.search.findPrevious(value, { ...by, decorations: marks })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is asked for
  useEffect(() => {
    const selected = screen.terminal.getSelection()
    if (selected && !selected.includes('\n')) look(selected, kind)
  }, [asked])
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    else if (event.key !== 'Enter') return
    else if (event.shiftKey) next()
    else previous()
    event.preventDefault()
  }

  return (
    <search
      aria-label="Find in terminal"
      className="absolute top-2 right-4 left-2 z-20 ml-auto flex w-fit max-w-full flex-wrap items-center gap-1 rounded-lg border border-line bg-raised p-1 pl-1.5 shadow-popup"
    >
      <Input
        key={asked}
        autoFocus
        aria-label="Find"
        placeholder="Find"
        value={words}
        onChange={(event) => look(event.target.value, kind)}
        onKeyDown={key}
        className="h-7 w-40 max-sm:w-28"
      />
      {KINDS.map(({ kind: name, label, icon }) => (
        <IconButton
          key={name}
          label={label}
          size="sm"
          icon={icon}
          aria-pressed={kind[name]}
          className="aria-pressed:bg-selected aria-pressed:text-ink"
          onClick={() => look(words, { ...kind, [name]: !kind[name] })}
        />
      ))}
      <span role="status" className="min-w-18 px-1 text-center text-xs text-ink-soft tabular-nums">
        {foundWords(words, kind, found)}
      </span>
      <IconButton label="Previous match" size="sm" icon={<ChevronUp />} disabled={!can} onClick={previous} />
      <IconButton label="Next match" size="sm" icon={<ChevronDown />} disabled={!can} onClick={next} />
      <IconButton label="Close find" size="sm" icon={<X />} onClick={onClose} />
    </search>
  )
}
