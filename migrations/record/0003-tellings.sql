-- What entries mean for the persons whom they are about, until those have heard of it.
CREATE TABLE tellings (
  seq INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  news TEXT NOT NULL
) STRICT;
