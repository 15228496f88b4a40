-- What a person agreed that relying parties may be told; withdrawn ones stay as history.
CREATE TABLE agreements (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  client TEXT NOT NULL,
  claims TEXT NOT NULL,
  at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;

-- Where a session logged in, until its relying party was told that it ended.
CREATE TABLE visits (
  grant_name TEXT PRIMARY KEY,
  client TEXT NOT NULL,
  session TEXT NOT NULL,
  sid TEXT NOT NULL,
  sub TEXT NOT NULL,
  at INTEGER NOT NULL,
  told_at INTEGER
) STRICT, WITHOUT ROWID;
