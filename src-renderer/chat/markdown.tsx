// Markdown as it streams: only the block that grows is parsed again. Loaded with the first answer, for it is large.
import './markdown.css'
import type { ComponentProps } from 'react'
import { type Components, Streamdown } from 'streamdown'
import { CodeBlock } from './code-block.tsx'

/** Its settings never change, at the answer's end neither: that would parse every block once more, all at once. */
export default function Markdown({ children }: { children: string }) {
  return (
    <Streamdown className="markdown" components={components} controls={false}>
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
    // biome-ignore lint/a11y/useSemanticElements: no form stands here, only what must be named because it takes the focus
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" aria-label="Table" tabIndex={0} className="overflow-x-auto">
      <table>{children}</table>
    </div>
  )
}

/** Headings are all of one level, under the turn's own: an answer may begin with any, and a level must not be skipped. */
const components: Components = {
  h1: ({ children }) => <h3 className="markdown-title">{children}</h3>,
  h2: ({ children }) => <h3 className="markdown-title">{children}</h3>,
  h3: ({ children }) => <h3>{children}</h3>,
  h4: ({ children }) => <h3>{children}</h3>,
  h5: ({ children }) => <h3>{children}</h3>,
  h6: ({ children }) => <h3>{children}</h3>,
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
