// A few lines as a terminal would show them, in the colours and letters that are chosen.
import { useLook } from '../terminal-preferences/index.ts'

export function TerminalPreview() {
  const { look, palette } = useLook()
  const { background, foreground, ...colors } = palette.colors
  const cursor = { block: 'px-[0.3em]', bar: 'border-l-2', underline: 'border-b-2 px-[0.3em]' }[look.cursorStyle]
  return (
    <div
      aria-hidden
      className="overflow-hidden rounded-lg border border-line px-4 py-3 whitespace-pre"
      style={{ background, color: foreground, fontFamily: look.fontFamily, fontSize: look.fontSize, lineHeight: 1.2 }}
    >
      <div>
        <span style={{ color: colors.green }}>ada@harbour</span>:<span style={{ color: colors.blue }}>~/works</span>$
        npm test
      </div>
      <div>
        <span style={{ color: colors.green }}>✓</span> 214 passed <span style={{ color: colors.yellow }}>2 slow</span>{' '}
        <span style={{ color: colors.red }}>1 failed</span> <span style={{ color: colors.cyan }}>tide.ts:12</span>{' '}
        <span style={{ color: colors.magenta }}>0.8 s</span>
      </div>
      <div>
        <span style={{ color: colors.green }}>ada@harbour</span>:<span style={{ color: colors.blue }}>~/works</span>${' '}
        <span
          className={cursor}
          style={{
            borderColor: colors.cursor,
            background: look.cursorStyle === 'block' ? colors.cursor : undefined,
          }}
        />
      </div>
    </div>
  )
}
