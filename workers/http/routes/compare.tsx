// Two versions of a record, for people. Open to everyone, without a session.
import { Hono } from 'hono'
import { ComparePage } from '../../../web/views/registers/compare.tsx'
import { catalogue } from '../../catalogue.ts'
import { namesOf } from '../../store/browse.ts'
import { comparedIn } from '../compare.ts'
import { refusedPage } from '../page.tsx'
import { authoritiesOf, referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

export const compare = new Hono<AppEnv>().get('/registers/:register/records/:id/compare', async (c) => {
  const definition = catalogue.registers.get(c.req.param('register'))
  if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
  const compared = await comparedIn(c, definition)
  if (!compared.ok) return refusedPage(c, compared)
  const { changes, entries } = compared.value
  const id = c.req.param('id')
  const roles = entries.flatMap(({ role, second }) => (second === undefined ? [role] : [role, second]))
  const values = changes.flatMap(({ field, from, to }) =>
    [from, to].flatMap((value) => (value === undefined ? [] : referencesIn(definition.fields, { [field]: value }))),
  )
  const names = await namesOf(c.env.DB, [{ register: definition.id, id }, ...authoritiesOf(roles), ...values])
  return c.html(
    <ComparePage
      page={c.get('page')}
      definition={definition}
      surroundings={surroundingsOf(c, names)}
      id={id}
      caption={names.get(`${definition.id}:${id}`)?.caption ?? id}
      compared={compared.value}
    />,
  )
})
