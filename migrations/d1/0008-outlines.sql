-- The outlines of records on the ground, for maps: what stands today. Boxes in ten-millionths of a degree.
-- tile: the smallest quarter of a quarter of … the globe that holds all of it, a digit a level.
CREATE TABLE outlines (
  register TEXT NOT NULL,
  id TEXT NOT NULL,
  tile TEXT NOT NULL,
  west INTEGER NOT NULL,
  south INTEGER NOT NULL,
  east INTEGER NOT NULL,
  north INTEGER NOT NULL,
  shape TEXT NOT NULL,
  PRIMARY KEY (register, id)
) STRICT;
CREATE INDEX outlines_by_tile ON outlines (register, tile, west, south, east, north);
