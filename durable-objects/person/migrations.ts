// The steps of a person's schema, in order; the list only ever grows.
import m0001 from '../../migrations/person/0001-init.sql'
import m0002 from '../../migrations/person/0002-card-standings.sql'
import m0003 from '../../migrations/person/0003-safety.sql'
import m0004 from '../../migrations/person/0004-credentials.sql'
import m0005 from '../../migrations/person/0005-credential-extracts.sql'
import m0006 from '../../migrations/person/0006-visits.sql'
import m0007 from '../../migrations/person/0007-wallet.sql'
import m0008 from '../../migrations/person/0008-vouchers.sql'
import m0009 from '../../migrations/person/0009-used-challenges.sql'
import m0010 from '../../migrations/person/0010-attested.sql'
import m0011 from '../../migrations/person/0011-credential-standings.sql'
import m0012 from '../../migrations/person/0012-news.sql'

export const MIGRATIONS = [m0001, m0002, m0003, m0004, m0005, m0006, m0007, m0008, m0009, m0010, m0011, m0012]
