// Finds words in the screen and its scrollback, from the newest back: Enter goes on to the one above.
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { IconButton, Input, useTheme } from '../ui/index.ts'
import type { XtermScreen } from './screen.ts'

/** As xterm's search wants them: six hexadecimal digits. */
const MARKS = {
  light: { matchBackground: '#ffe3a1', activeMatchBackground: '#f7b955' },
  dark: { matchBackground: '#5a4a1e', activeMatchBackground: '#8f6d1a' },
}

type Found = { resultIndex: number; resultCount: number }

export function FindBar({ screen, onClose }: { screen: XtermScreen; onClose: () => void }) {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Found>({ resultIndex: -1, resultCount: 0 })
  const { shown } = useTheme()
  const marks = { ...MARKS[shown], matchOverviewRuler: '#00000000', activeMatchColorOverviewRuler: '#00000000' }

  useEffect(() => {
    const listening = screen.search.onDidChangeResults(setFound)
    return () => {
      listening.dispose()
      screen.search.clearDecorations()
    }
  }, [screen])

  const next = () => screen.search.findNext(words, { decorations: marks })
  const previous = () => screen.search.findPrevious(words, { decorations: marks })
  const change = (value: string) => {
    setWords(value)
    screen.terminal.clearSelection()
    if (value === '') screen.search.clearDecorations()
    else screen.search.findPrevious(value, { decorations: marks })
  }
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
      className="absolute top-2 right-4 z-20 flex items-center gap-1 rounded-lg border border-line bg-raised p-1 pl-1.5 shadow-popup"
    >
      <Input
        autoFocus
        aria-label="Find"
        placeholder="Find"
        value={words}
        onChange={(event) => change(event.target.value)}
        onKeyDown={key}
        className="h-7 w-52"
      />
      <span role="status" className="min-w-14 px-1 text-center text-xs text-ink-soft tabular-nums">
        {words === '' ? '' : countWords(found)}
      </span>
      <IconButton label="Previous match" size="sm" icon={<ChevronUp />} disabled={words === ''} onClick={previous} />
      <IconButton label="Next match" size="sm" icon={<ChevronDown />} disabled={words === ''} onClick={next} />
      <IconButton label="Close find" size="sm" icon={<X />} onClick={onClose} />
    </search>
  )
}

function countWords({ resultIndex, resultCount }: Found): string {
  if (resultCount === 0) return 'None'
  return resultIndex < 0 ? `${resultCount}+` : `${resultIndex + 1} of ${resultCount}`
}
