-- One applicant that is no human: what it was told, and how its cases stand.
CREATE TABLE messages (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  message TEXT NOT NULL,
  read_at INTEGER
) STRICT;

CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  status TEXT NOT NULL,
  seq INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
