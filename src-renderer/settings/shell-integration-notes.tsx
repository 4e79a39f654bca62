// How a shell comes to mark its commands: a few lines that a person puts into its start-up file. Mooring changes no shell by itself.
import { CopyButton } from '../ui/index.ts'
import { INTEGRATIONS } from './shell-integration.ts'

export function ShellIntegrationNotes() {
  return (
    <>
      <p className="max-w-[76ch] text-pretty text-ink-soft">
        A shell that marks its commands lets you go from prompt to prompt, copy a command’s output, and see how it ended
        and how long it took; and a split begins in the folder where you are. fish does so by itself since version 4;
        others with these lines.
      </p>
      {INTEGRATIONS.map(({ shell, file, lines }) => (
        <section key={shell} aria-label={`Lines for ${shell}`} className="rounded-lg border border-line bg-sunken">
          <header className="flex items-center gap-2 border-b border-line py-1 pr-1.5 pl-4">
            <h3 className="font-medium">{shell}</h3>
            <span className="flex-1 text-ink-soft">
              at the end of <code className="font-mono text-xs">{file}</code>
            </span>
            <CopyButton size="sm" text={`${lines}\n`} what={`the lines for ${shell}`} />
          </header>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="overflow-x-auto px-4 py-2.5 font-mono text-xs"
          >
            {lines}
          </pre>
        </section>
      ))}
    </>
  )
}
