-- From where, coarsely: a device's family and a country's code, empty where the edge knows none.
ALTER TABLE sessions ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE passkeys ADD COLUMN used_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE passkeys ADD COLUMN used_place TEXT NOT NULL DEFAULT '';

-- Signing is frozen while there is a row.
CREATE TABLE freeze (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  at INTEGER NOT NULL,
  agent TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;

-- What the other devices are told at their next page.
CREATE TABLE alerts (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  agent TEXT NOT NULL,
  place TEXT NOT NULL,
  session TEXT NOT NULL,
  passkey TEXT
) STRICT;

-- A device is a passkey, or else a session.
CREATE TABLE alerts_seen (
  n INTEGER NOT NULL REFERENCES alerts (n) ON DELETE CASCADE,
  device TEXT NOT NULL,
  PRIMARY KEY (n, device)
) STRICT, WITHOUT ROWID;

-- Where cards were shown before: elsewhere is a new device.
CREATE TABLE known_places (
  agent TEXT NOT NULL,
  place TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (agent, place)
) STRICT, WITHOUT ROWID;
