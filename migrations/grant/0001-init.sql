-- One login at a relying party, as the engine has it.
CREATE TABLE state (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  value TEXT NOT NULL
) STRICT;

-- What a client or a key may use once: ids of its assertions and proofs, until they could not come again.
CREATE TABLE seen (
  id TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
