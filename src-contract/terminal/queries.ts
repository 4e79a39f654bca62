// Sequences by which a program asks its terminal something. The terminal server's own screen answers each exactly once, so every
// viewer registers handlers for these that swallow them: else each viewer, and each replay, would type an answer into the shell (T13).

/** In the shape of xterm.js's `IFunctionIdentifier`. */
export type QuerySequence = { prefix?: string; intermediates?: string; final: string }

/** Device attributes, status reports, mode requests, window reports (`t` also resizes windows: a viewer obeys none of it), version. */
export const CSI_QUERIES: readonly QuerySequence[] = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '>', final: 'q' },
  { prefix: '?', final: 'u' },
  { final: 't' },
]

/** DECRQSS and XTGETTCAP. */
export const DCS_QUERIES: readonly QuerySequence[] = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
]

/** OSC numbers that set a colour, or ask for it when their data is (or ends in) `?`. Only the asking is swallowed: see `isColorQuery`. */
export const COLOR_OSCS: readonly number[] = [4, 10, 11, 12]

export const isColorQuery = (data: string): boolean => data.split(';').includes('?')
