// The bounds of a terminal and of its protocol, in one place, because all three carriers and both ends obey them.

/** Said in the first frame of both sides; another number is refused with `conflict`. */
export const TERMINAL_PROTOCOL_VERSION = 3

/** Bytes; one frame is one WebSocket message. Larger than any batch or paste slice, small enough to hold for every viewer at once. */
export const MAX_FRAME_BYTES = 1_048_576

/** Bytes of one `output` frame: what a viewer parses in about 5 ms, so that a keystroke's echo never waits long behind one. */
export const MAX_OUTPUT_BYTES = 65_536

/** Cells; larger than any screen, small enough that a grid of them cannot exhaust memory. */
export const MIN_COLS = 2
export const MAX_COLS = 1_000
export const MIN_ROWS = 1
export const MAX_ROWS = 500

/** Bytes; a title beyond this is cut by whoever sets it. */
export const MAX_TITLE_BYTES = 1_024

/** UTF-16 units of a name that a person gives; a tab shows some twenty of them. */
export const MAX_NAME_LENGTH = 60

/** Bytes; PATH_MAX of Linux. A longer folder is not told. */
export const MAX_DIRECTORY_BYTES = 4_096

/** Bytes that can be resumed exactly after a disconnection; older ones are answered with a snapshot. */
export const RING_BYTES = 4_194_304

/** Lines above the screen that a snapshot carries: a full scrollback of them costs about 9 MB. */
export const SCROLLBACK_LINES = 5_000

export const MAX_TERMINALS = 200
export const MAX_VIEWERS_PER_TERMINAL = 32
