-- Reads by officials and systems of which their authority was not told yet.
CREATE TABLE looks (
  access INTEGER PRIMARY KEY,
  role TEXT NOT NULL
) STRICT;
CREATE INDEX accesses_by_time ON accesses (at);
