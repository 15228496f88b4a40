// The versions of a register's rules for people: what was in force since when, by whose signatures, and what differs.
import { Hono } from 'hono'
import { DiffPage, VersionsPage } from '../../../web/views/makers/changes.tsx'
import { catalogue } from '../../catalogue.ts'
import { changesOf } from '../../engines/definition/compare.ts'
import { namesOf } from '../../store/browse.ts'
import { registerObject } from '../../store/objects.ts'
import { attachment } from '../attachment.ts'
import { versionIn, versionsOf } from '../definitions.ts'
import { refusedPage } from '../page.tsx'
import { authoritiesOf, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

export const versions = new Hono<AppEnv>()
  .get('/registers/:register/versions', async (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
    const all = await versionsOf(c.env, definition)
    const roles = all.flatMap(({ entry }) => [entry?.role ?? '', entry?.second ?? '']).filter((role) => role !== '')
    const { adoption } = await registerObject(c.env, definition.id).state()
    return c.html(
      <VersionsPage
        page={c.get('page')}
        definition={definition}
        surroundings={surroundingsOf(c, await namesOf(c.env.DB, authoritiesOf(roles)))}
        versions={all}
        defining={catalogue.defining().definition.id}
        adoption={adoption}
      />,
    )
  })
  .get('/registers/:register/diff', async (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
    const all = await versionsOf(c.env, definition)
    const [from, to] = [versionIn(all, c.req.query('from')), versionIn(all, c.req.query('to'))]
    if (from === undefined || to === undefined) return refusedPage(c, { error: 'unknown-version' })
    return c.html(
      <DiffPage
        page={c.get('page')}
        definition={definition}
        from={String(from.definition.version)}
        to={String(to.definition.version)}
        changes={changesOf(from.definition, to.definition)}
      />,
    )
  })
  .get('/registers/:register/definition.json', (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
    return c.body(`${JSON.stringify(definition, null, 2)}\n`, 200, {
      'Content-Type': 'application/json',
      'Content-Disposition': attachment(`${definition.id}-${definition.version}.json`),
    })
  })
