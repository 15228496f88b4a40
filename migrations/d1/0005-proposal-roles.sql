-- In which role it was proposed: of an act that any authority does, its own officials alone confirm it.
ALTER TABLE proposals ADD COLUMN role TEXT NOT NULL DEFAULT '';
