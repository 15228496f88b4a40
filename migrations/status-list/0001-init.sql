-- The places of one status list that were given away, and what became of them. Whose they are is not known here.
CREATE TABLE entries (
  place INTEGER PRIMARY KEY,
  status INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX changed ON entries (status) WHERE status <> 0;
