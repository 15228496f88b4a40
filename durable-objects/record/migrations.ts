// The steps of a record's schema, in order; the list only ever grows.
import m0001 from '../../migrations/record/0001-init.sql'
import m0002 from '../../migrations/record/0002-proposals.sql'
import m0003 from '../../migrations/record/0003-tellings.sql'
import m0004 from '../../migrations/record/0004-erasing.sql'
import m0005 from '../../migrations/record/0005-holds.sql'
import m0006 from '../../migrations/record/0006-looks.sql'

export const MIGRATIONS = [m0001, m0002, m0003, m0004, m0005, m0006]
