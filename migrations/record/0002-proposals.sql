-- Acts that wait for a second official. `proposed` and `signature` go when one is declined or has expired.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  register TEXT NOT NULL,
  state TEXT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  proposed TEXT,
  signature TEXT,
  second TEXT,
  reason TEXT,
  receipt TEXT,
  closed_at INTEGER,
  -- When the work queue was told how it stands; 0 where it was not.
  told_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What two officials signed, by the hash that the entry names.
CREATE TABLE signed (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
