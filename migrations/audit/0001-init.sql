-- Who of one authority looked at what. An official is a number here, so that no address names anybody.
CREATE TABLE officials (
  n INTEGER PRIMARY KEY,
  person TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE looks (
  n INTEGER PRIMARY KEY,
  register TEXT NOT NULL,
  record TEXT NOT NULL,
  access INTEGER NOT NULL,
  official INTEGER NOT NULL REFERENCES officials (n),
  role TEXT NOT NULL,
  law TEXT NOT NULL,
  case_id TEXT,
  fields TEXT NOT NULL,
  at INTEGER NOT NULL,
  ties TEXT NOT NULL,
  readers INTEGER NOT NULL,
  outcome TEXT,
  note TEXT,
  noted_by TEXT,
  noted_at INTEGER,
  UNIQUE (register, record, access)
) STRICT;
CREATE INDEX looks_by_time ON looks (at);
CREATE INDEX looks_by_official ON looks (official, at);

-- Who opened the page of all this.
CREATE TABLE openings (
  n INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
