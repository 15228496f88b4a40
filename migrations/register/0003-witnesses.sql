-- Checkpoints that witnesses have cosigned, as far back as somebody may still need one.
CREATE TABLE witnessed (
  size INTEGER PRIMARY KEY,
  checkpoint TEXT NOT NULL
) STRICT;

CREATE TABLE cosignatures (
  size INTEGER NOT NULL,
  witness TEXT NOT NULL,
  line TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (size, witness)
) STRICT, WITHOUT ROWID;

-- Of each witness that is asked: the size that it cosigned last, as it says itself, and when it is asked again.
CREATE TABLE asked (
  witness TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
