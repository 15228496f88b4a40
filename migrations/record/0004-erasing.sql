-- What an erasure still has to bring about elsewhere: copies of what is gone here.
CREATE TABLE outbox (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  effect TEXT NOT NULL,
  failures INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
