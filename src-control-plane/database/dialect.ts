// The two databases that Mooring runs on.
export type Dialect = 'sqlite' | 'postgres'
