// What a program that asks for colours is told before anybody has looked: the window's own dark palette.
import type { TerminalColors } from '#contract/terminal'

export const DEFAULT_COLORS: TerminalColors = {
  foreground: 0xe7eff2,
  background: 0x0d1b23,
  cursor: 0x4eccd5,
  named: [
    0x27353e, 0xfc8179, 0x64c288, 0xd0a250, 0x6bb0f6, 0xd08edf, 0x57bcc7, 0xc9d3d6, 0x849aa5, 0xffa39a, 0x8adda8,
    0xeac078, 0x8fcdff, 0xeaaef8, 0x81d8e2, 0xf1f6f8,
  ],
}
