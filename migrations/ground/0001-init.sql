-- Ground of a cell that records have claimed, each with its outline and its box (in ten-millionths of a degree).
CREATE TABLE ground (
  record TEXT NOT NULL,
  shape TEXT NOT NULL,
  west INTEGER NOT NULL,
  south INTEGER NOT NULL,
  east INTEGER NOT NULL,
  north INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (record, shape)
) STRICT;
CREATE INDEX ground_by_box ON ground (west, east, south, north, record);
