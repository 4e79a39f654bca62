// Plays a recording. In a chunk of its own, for the player brings a terminal of its own (WebAssembly).
import 'asciinema-player/dist/bundle/asciinema-player.css'
import './player.css'
import { create } from 'asciinema-player'
import { type CSSProperties, useEffect, useRef } from 'react'
import { useLook } from '../terminal-preferences/index.ts'

/** Seconds; a longer pause is cut to this, for nobody watches a prompt that waits. */
const LONGEST_PAUSE_S = 3

export default function Player({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null)
  const { look, palette } = useLook()
  useEffect(() => {
    if (!place.current) return
    const player = create({ data: text }, place.current, {
      autoPlay: true,
      controls: true,
      fit: 'both',
      idleTimeLimit: LONGEST_PAUSE_S,
      terminalFontFamily: look.fontFamily,
      theme: 'mooring',
    })
    return () => player.dispose()
  }, [text, look.fontFamily])
  return <div ref={place} style={colorsOf(palette.colors)} className="h-[64vh] overflow-hidden rounded-md" />
}

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
const BRIGHT = [
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const

type Colors = ReturnType<typeof useLook>['palette']['colors']

function colorsOf(colors: Colors): CSSProperties & Record<`--play-${string}`, string> {
  const numbered = [...NAMES, ...BRIGHT].map((name, number) => [`--play-${number}`, colors[name]])
  return {
    ...Object.fromEntries(numbered),
    '--play-foreground': colors.foreground,
    '--play-background': colors.background,
  }
}
