// A fenced block of code: plain while it streams, coloured once it is closed, so that a long one costs nothing per word (U13).
import { type ComponentProps, isValidElement, type ReactNode, useEffect, useState } from 'react'
import { useIsCodeFenceIncomplete } from 'streamdown'
import { CopyButton } from '../ui/index.ts'
import type { Token } from './colour-code.ts'

export function CodeBlock({ className, children }: ComponentProps<'code'>) {
  const code = textOf(children).replace(/\n$/, '')
  const language = /language-(\S+)/.exec(className ?? '')?.[1] ?? ''
  const lines = useColours(code, language, !useIsCodeFenceIncomplete())
  return (
    <figure className="code-block my-3 overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 text-xs text-ink-soft">
        {language || 'text'}
        <CopyButton text={code} what="code" size="sm" />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="m-0! overflow-x-auto p-3 font-mono text-xs leading-5 -outline-offset-2"
      >
        <code>{lines ? lines.map(colouredLine) : code}</code>
      </pre>
    </figure>
  )
}

/** Null while it streams, while the grammar loads, and for a language that has none. */
function useColours(code: string, language: string, closed: boolean): Token[][] | null {
  const [coloured, setColoured] = useState<{ code: string; lines: Token[][] } | null>(null)
  useEffect(() => {
    if (!closed || language === '') return
    let wanted = true
    void import('./colour-code.ts')
      .then(({ colourCode }) => colourCode(code, language))
      .then((lines) => wanted && lines && setColoured({ code, lines }))
      .catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [code, language, closed])
  return coloured?.code === code ? coloured.lines : null
}

function colouredLine(line: Token[], index: number, { length }: Token[][]): ReactNode {
  const end = index < length - 1 ? '\n' : ''
  return (
    <span key={index}>
      {line.map(({ text, at, style }) => (
        <span key={at} className="token" style={style}>
          {text}
        </span>
      ))}
      {end}
    </span>
  )
}

function textOf(node: ReactNode): string {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(textOf).join('')
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : ''
}
