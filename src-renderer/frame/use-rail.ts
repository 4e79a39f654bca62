// Whether the rail is narrow, kept in this browser.
import { useState } from 'react'

const STORAGE_KEY = 'mooring.rail'

export function useRail(): [collapsed: boolean, toggle: () => void] {
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(STORAGE_KEY) === 'narrow')
  const toggle = () => {
    localStorage.setItem(STORAGE_KEY, collapsed ? 'wide' : 'narrow')
    setCollapsed(!collapsed)
  }
  return [collapsed, toggle]
}
