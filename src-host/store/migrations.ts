// The steps of host.db; its `user_version` counts how many were run. Frozen once released: later changes are later steps.
export const migrations: readonly string[] = [
  `create table setting (name text primary key, value text not null) strict, without rowid;
   create table windowSession (hash text primary key, openedAt integer not null) strict, without rowid;`,
]
