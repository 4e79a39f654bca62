// Where a message is written. Enter sends, Shift+Enter breaks the line, Esc stops a running answer.
import { ArrowUp, Square } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton, Kbd } from '../ui/index.ts'

type ComposerProps = {
  running: boolean
  stopping: boolean
  onSend: (text: string) => void
  onStop: () => void
}

export function Composer({ running, stopping, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  useEffect(() => input.current?.focus(), [])

  const send = () => {
    if (running || text.trim() === '') return
    onSend(text.trim())
    setText('')
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <div className="mx-auto w-full max-w-3xl px-6 pb-4">
      <div className="flex items-end gap-2 rounded-xl border border-line-strong/70 bg-raised p-1.5 pl-3.5 shadow-control focus-within:border-focus focus-within:outline focus-within:outline-focus">
        <textarea
          ref={input}
          aria-label="Message"
          placeholder="Ask anything"
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={key}
          className="field-sizing-content max-h-60 min-h-8 flex-1 resize-none self-center bg-transparent py-1.5 text-base outline-hidden"
        />
        {running ? (
          <IconButton
            label="Stop"
            shortcut={<Kbd>Esc</Kbd>}
            variant="secondary"
            icon={<Square className="fill-current" />}
            busy={stopping}
            onClick={onStop}
          />
        ) : (
          <IconButton
            label="Send"
            shortcut={<Kbd>Enter</Kbd>}
            variant="primary"
            icon={<ArrowUp />}
            disabled={text.trim() === ''}
            onClick={send}
          />
        )}
      </div>
    </div>
  )
}
