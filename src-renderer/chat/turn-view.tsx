// One turn: what the person said, what was answered, and how it ended. An answer is no live region: its end is announced (U21).
import { CircleSlash, RotateCw, Zap } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { Button, CopyButton, ErrorNotice, Spinner } from '../ui/index.ts'
import type { Turn, TurnOutcome } from './conversation.ts'

const Markdown = lazy(() => import('./markdown.tsx'))

/** `number` counts the turns from 1: it tells apart what would else have the same name. */
type TurnViewProps = { turn: Turn; number: number; onAskAgain: (() => void) | null }

export function TurnView({ turn, number, onAskAgain }: TurnViewProps) {
  const { prompt, answer, outcome } = turn
  return (
    <article className="flex flex-col gap-4">
      <Prompt text={prompt} number={number} />
      <section aria-label={`Answer ${number}`} aria-busy={outcome.state === 'running'} className="min-w-0">
        <h2 className="sr-only">Answer</h2>
        {answer && (
          <Suspense fallback={<p className="whitespace-pre-wrap wrap-anywhere">{answer}</p>}>
            <Markdown>{answer}</Markdown>
          </Suspense>
        )}
        <Ending turn={turn} onAskAgain={onAskAgain} />
      </section>
    </article>
  )
}

export function Prompt({ text, number }: { text: string; number: number }) {
  return (
    <section aria-label={`You ${number}`} className="flex flex-col items-end gap-2">
      <h2 className="sr-only">You</h2>
      <p className="max-w-[85%] rounded-xl rounded-br-sm bg-selected px-3.5 py-2 leading-6 whitespace-pre-wrap wrap-anywhere">
        {text}
      </p>
    </section>
  )
}

function Ending({ turn: { answer, model, outcome }, onAskAgain }: Omit<TurnViewProps, 'number'>) {
  const again = onAskAgain && (
    <Button size="sm" onClick={onAskAgain}>
      <RotateCw aria-hidden />
      Ask again
    </Button>
  )
  switch (outcome.state) {
    case 'running':
      return answer ? null : <Working />
    case 'completed':
      return <Footer answer={answer} words={completedWords(model, outcome)} />
    case 'failed':
      return <ErrorNotice failure={outcome.failure} onRetry={onAskAgain ?? undefined} className="mt-2" />
    case 'cancelled':
      return (
        <Footer
          answer={answer}
          words={outcome.reason === undefined ? 'Stopped' : `Stopped: ${outcome.reason}`}
          icon={<CircleSlash aria-hidden className="size-3.5" />}
        >
          {again}
        </Footer>
      )
    case 'interrupted':
      return (
        <Footer
          answer={answer}
          words="Interrupted: the control plane stopped before the answer was complete"
          icon={<Zap aria-hidden className="size-3.5" />}
        >
          {again}
        </Footer>
      )
    default:
      return outcome satisfies never
  }
}

export function Working() {
  return (
    <p className="flex items-center gap-2 text-ink-soft">
      <Spinner className="size-3.5" />
      Thinking…
    </p>
  )
}

type FooterProps = { answer: string; words: string; icon?: ReactNode; children?: ReactNode }

function Footer({ answer, words, icon, children }: FooterProps) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-faint">
      {answer && <CopyButton text={answer} what="answer" size="sm" className="-ml-1.5" />}
      <span className="inline-flex items-center gap-1.5">
        {icon}
        {words}
      </span>
      {children}
    </div>
  )
}

const whole = new Intl.NumberFormat('en')

function completedWords(
  model: string | null,
  { inputTokens, outputTokens }: Extract<TurnOutcome, { state: 'completed' }>,
): string {
  const tokens = `${whole.format(inputTokens)} tokens in, ${whole.format(outputTokens)} out`
  return model ? `${model} · ${tokens}` : tokens
}
