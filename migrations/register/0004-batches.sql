-- Entries that came in batches: where in the log each begins, and under which name the store has it.
CREATE TABLE batches (
  first INTEGER PRIMARY KEY,
  rows INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What tells whether a row that comes again says the same; by the place of its entry in the log.
CREATE TABLE digests (
  position INTEGER PRIMARY KEY,
  digest TEXT NOT NULL
) STRICT;
