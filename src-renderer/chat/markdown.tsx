// Markdown as it streams: only the block that grows is parsed again. Loaded with the first answer, for it is large.
import './markdown.css'
import type { ComponentProps } from 'react'
import { type Components, Streamdown } from 'streamdown'
import { CodeBlock } from './code-block.tsx'

export type MarkdownProps = { children: string; streaming: boolean }

export default function Markdown({ children, streaming }: MarkdownProps) {
  return (
    <Streamdown
      className="markdown"
      mode={streaming ? 'streaming' : 'static'}
      components={components}
      controls={false}
      isAnimating={streaming}
    >
      {children}
    </Streamdown>
  )
}

/** Opens outside the window: an answer may not replace the app. */
function Anchor({ href, children }: ComponentProps<'a'>) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

/** A picture from elsewhere would tell its server what is read here, so it is named, not loaded. */
function Picture({ src, alt }: ComponentProps<'img'>) {
  return typeof src === 'string' ? <Anchor href={src}>{alt || src}</Anchor> : null
}

function ScrollingTable({ children }: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label="Table" tabIndex={0} className="overflow-x-auto">
      <table>{children}</table>
    </section>
  )
}

/** The page's own headings are above those of an answer. */
const components: Components = {
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  p: 'p',
  strong: 'strong',
  hr: 'hr',
  blockquote: 'blockquote',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  table: ({ children }) => <ScrollingTable>{children}</ScrollingTable>,
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  img: ({ src, alt }) => <Picture src={src} alt={alt} />,
  inlineCode: ({ children }) => <code>{children}</code>,
  code: ({ className, children }) => <CodeBlock className={className}>{children}</CodeBlock>,
}
