-- The act on several records that holds this one, with what it enters once it is decided.
CREATE TABLE holds (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  hold TEXT NOT NULL,
  asks INTEGER NOT NULL,
  ask_at INTEGER NOT NULL
) STRICT;
