-- What one visitor was asked before it is known who they are; all of it is gone ten minutes later.
CREATE TABLE challenges (
  value TEXT PRIMARY KEY,
  ceremony TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
