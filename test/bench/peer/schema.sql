-- A register as one would keep it in PostgreSQL: the snapshot to read, what happened to it, who did it.
CREATE TABLE records (
  n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL UNIQUE,
  seq integer NOT NULL,
  recorded_at bigint NOT NULL,
  effective_from date NOT NULL,
  -- All fields, and those that anyone may see.
  fields jsonb NOT NULL,
  open jsonb NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', open ->> 'make' || ' ' || (open ->> 'model'))) STORED
);
CREATE INDEX records_by_words ON records USING gin (words);

CREATE TABLE history (
  record text NOT NULL,
  seq integer NOT NULL,
  act text NOT NULL,
  input jsonb NOT NULL,
  changes jsonb NOT NULL,
  recorded_at bigint NOT NULL,
  effective_from date NOT NULL,
  role text NOT NULL,
  person text,
  law text NOT NULL,
  idempotency_key text NOT NULL UNIQUE,
  PRIMARY KEY (record, seq)
);

CREATE TABLE audit (
  n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  role text NOT NULL,
  person text,
  act text NOT NULL,
  record text NOT NULL
);

CREATE TABLE sessions (
  hash text PRIMARY KEY,
  person text NOT NULL,
  roles text[] NOT NULL,
  ends_at bigint NOT NULL
);
