// The map of a register for people. Open to everyone, without a session and without a script.
import { Hono } from 'hono'
import { MapPage } from '../../../web/views/map/map.tsx'
import { catalogue } from '../../catalogue.ts'
import { outlineField } from '../../engines/outline.ts'
import { mapIn } from '../map.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

export const map = new Hono<AppEnv>().get('/registers/:register/map', async (c) => {
  const definition = catalogue.registers.get(c.req.param('register'))
  if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
  if (outlineField(definition) === undefined) return refusedPage(c, { error: 'register-without-map' })
  const seen = await mapIn(c, definition)
  if (!seen.ok) return refusedPage(c, seen)
  return c.html(<MapPage page={c.get('page')} definition={definition} {...seen.value} />)
})
