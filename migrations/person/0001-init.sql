-- One human: who they are, what lets them in, where they are signed in, what they were told and what they asked for.
CREATE TABLE person (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id TEXT NOT NULL,
  personal_number TEXT NOT NULL,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE cards (
  fingerprint TEXT PRIMARY KEY,
  evidence TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- A removed passkey stays, so that what it signed can be explained.
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  backup_eligible INTEGER NOT NULL,
  backed_up INTEGER NOT NULL,
  aaguid TEXT NOT NULL,
  transports TEXT NOT NULL,
  name TEXT NOT NULL,
  card TEXT NOT NULL REFERENCES cards (fingerprint),
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  method TEXT NOT NULL,
  card TEXT NOT NULL REFERENCES cards (fingerprint),
  passkey TEXT REFERENCES passkeys (id),
  agent TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Of registrations and signatures: those of logins are kept before it is known whose they are.
CREATE TABLE challenges (
  value TEXT PRIMARY KEY,
  ceremony TEXT NOT NULL,
  session TEXT NOT NULL,
  intent TEXT,
  issued_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

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
