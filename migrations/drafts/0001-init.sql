-- What the officials of one authority are working on: definitions of registers that are not in force yet.
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  definition TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
