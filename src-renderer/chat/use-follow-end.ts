// Keeps a scrolling element at its end while a person wants it there, and counts what came while they did not.
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Conversation } from './conversation.ts'
import { followsEnd, type Mark, markOf, newSince, type ScrollPosition } from './follow-scroll.ts'

type FollowedEnd = {
  viewport: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLDivElement | null>
  /** True while the person has scrolled away from the end. */
  away: boolean
  /** Answers that came or grew meanwhile. */
  unseen: number
  toEnd: () => void
}

export function useFollowEnd(conversation: Conversation): FollowedEnd {
  const viewport = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const [mark, setMark] = useState<Mark | null>(null)
  const latest = useRef(conversation)
  useEffect(() => {
    latest.current = conversation
  })

  useEffect(() => {
    const element = viewport.current
    if (!element || !content.current) return
    let before = positionOf(element)
    const settle = () => {
      if (following.current) element.scrollTop = element.scrollHeight
      before = positionOf(element)
    }
    const scrolled = () => {
      const after = positionOf(element)
      const follows = followsEnd(following.current, before, after)
      before = after
      if (follows === following.current) return
      following.current = follows
      setMark(follows ? null : markOf(latest.current))
    }
    const observer = new ResizeObserver(settle)
    observer.observe(content.current)
    observer.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [])

  const toEnd = () => {
    following.current = true
    setMark(null)
    viewport.current?.scrollTo({ top: viewport.current.scrollHeight })
  }
  return { viewport, content, away: mark !== null, unseen: mark ? newSince(mark, conversation) : 0, toEnd }
}

function positionOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): ScrollPosition {
  return { top: scrollTop, height: scrollHeight, viewport: clientHeight }
}
