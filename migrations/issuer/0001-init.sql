-- The keys that sign for relying parties. A private key never leaves this object.
CREATE TABLE keys (
  kid TEXT PRIMARY KEY,
  from_at INTEGER NOT NULL,
  until_at INTEGER,
  private TEXT NOT NULL,
  public TEXT NOT NULL
) STRICT, WITHOUT ROWID;
