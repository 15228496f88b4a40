-- How far the records of the register have followed its definition: each is asked, in the order of their ids.
CREATE TABLE adoption (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL,
  cursor TEXT NOT NULL,
  followed INTEGER NOT NULL,
  finished INTEGER NOT NULL
) STRICT;

-- Records that wrote by an earlier version after their turn had passed, and those that could not follow.
CREATE TABLE behind (
  record TEXT PRIMARY KEY,
  failed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
