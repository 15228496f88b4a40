-- One record: its entries are the truth, and the outbox is how far they were delivered.
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  request TEXT NOT NULL,
  entry TEXT NOT NULL,
  salts TEXT NOT NULL,
  leaf TEXT NOT NULL,
  leaf_hash TEXT NOT NULL
) STRICT;

-- What was refused under an idempotency key, so that asking again is answered the same.
CREATE TABLE refusals (
  idempotency_key TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every read of fields that are not open.
CREATE TABLE accesses (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  authority TEXT NOT NULL,
  law TEXT NOT NULL,
  case_id TEXT,
  person TEXT,
  fields TEXT NOT NULL
) STRICT;

CREATE TABLE delivery (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  register TEXT NOT NULL,
  delivered INTEGER NOT NULL
) STRICT;
