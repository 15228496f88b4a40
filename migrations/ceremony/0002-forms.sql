-- Forms that were sent before their sender was signed in, sealed with a key that is not here; all go with the alarm.
CREATE TABLE forms (
  id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
