// What a run tells the tools that it starts, by environment.

/** Where a reporter writes its tally; absent when a tool is run by hand. */
export const TALLY_FILE = process.env.MOORING_TALLY_FILE
