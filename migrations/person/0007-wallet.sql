-- The identity cards that a person has in wallets, each with its copies' places in the lists of what still counts.
CREATE TABLE wallets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  card_issuer TEXT NOT NULL,
  card_serial TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  entries TEXT NOT NULL,
  received_at INTEGER,
  status TEXT NOT NULL,
  status_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
