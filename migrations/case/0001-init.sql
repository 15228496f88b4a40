-- One case: what happened to it, and what it still has to bring about elsewhere.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  event TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  effect TEXT NOT NULL
) STRICT;
