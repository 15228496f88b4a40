-- What a person shows to others of their own records, until a time.
CREATE TABLE shares (
  id TEXT PRIMARY KEY,
  register TEXT NOT NULL,
  record TEXT NOT NULL,
  caption TEXT NOT NULL,
  sheet TEXT NOT NULL,
  seq INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  last_at INTEGER
) STRICT, WITHOUT ROWID;
