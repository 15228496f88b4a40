// Outlines for maps that others make: OGC API – Features, Part 1: Core (17-069r4), each register with outlines a collection.
import { Hono, type Context } from 'hono'
import { catalogue } from '../../catalogue.ts'
import { boxText, outlineField, outlineOf, parseBox } from '../../engines/outline.ts'
import type { Box } from '../../kernel/geometry/shape.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import { isDocument } from '../../kernel/field.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Values } from '../../kernel/value.ts'
import { outlinesAfter, outlinesWithin } from '../../store/map.ts'
import { recordById } from '../../store/objects.ts'
import { idPattern } from '../browse.ts'
import { openJson } from '../open-data.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

/** 7.15.3: what one page holds where nobody says, and at most. A thousand outlines are some hundred kilobytes. */
const LIMIT = { usual: 100, most: 1000 } as const
const GEO_JSON = 'application/geo+json'

/** 7.2.4, and RFC 7946 for the encoding. */
const CONFORMS = ['core', 'geojson'].map((name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`)

const addressOf = (c: Ctx, path = ''): string => `${c.env.ORIGIN}/api/geo${path}`
const link = (href: string, rel: string, type = 'application/json') => ({ href, rel, type })

/** WGS 84, longitude before latitude. */
const CRS = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'

function collectionOf(c: Ctx, { id, title, about }: RegisterDefinition) {
  const path = addressOf(c, `/collections/${id}`)
  const lang = c.get('lang')
  return {
    id,
    title: title[lang],
    description: about[lang],
    itemType: 'feature',
    crs: [CRS],
    links: [link(path, 'self'), link(`${path}/items`, 'items', GEO_JSON)],
  }
}

const drawn = (definition: RegisterDefinition | undefined): definition is RegisterDefinition =>
  definition !== undefined && outlineField(definition) !== undefined

function featureOf(definition: RegisterDefinition, id: string, open: Values, geometry: object | null) {
  const properties = Object.entries(open).filter(([name]) => !isDocument(definition.fields[name]))
  return {
    type: 'Feature',
    id,
    geometry,
    properties: Object.fromEntries(properties),
  }
}

interface Asked {
  readonly box: Box | undefined
  readonly limit: number
  readonly after: string
}

function askedOf(c: Ctx): Result<Asked, 'bbox-invalid' | 'limit-invalid' | 'cursor-invalid'> {
  const { bbox, limit = String(LIMIT.usual), after = '' } = c.req.query()
  const box = bbox === undefined ? undefined : parseBox(bbox)
  if (box?.ok === false) return box
  if (!/^[1-9]\d{0,5}$/u.test(limit)) return err('limit-invalid')
  if (after !== '' && !idPattern.test(after)) return err('cursor-invalid')
  // 7.15.3, C: a limit over the most is the most.
  return ok({ box: box?.value, limit: Math.min(Number(limit), LIMIT.most), after })
}

async function itemsOf(c: Ctx): Promise<Response> {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  if (definition === undefined) return problem(c, { error: 'unknown-register' })
  if (!drawn(definition)) return problem(c, { error: 'register-without-map' })
  const asked = askedOf(c)
  if (!asked.ok) return problem(c, asked)
  const { box, limit, after } = asked.value
  const found =
    box === undefined
      ? await outlinesAfter(c.env.DB, definition.id, limit, after)
      : await outlinesWithin(c.env.DB, definition.id, box, limit, after)
  const shown = found.slice(0, limit)
  const next = found.length > limit ? shown.at(-1)?.id : undefined
  const address = (from: string): string => {
    const query = new URLSearchParams({
      ...(box === undefined ? {} : { bbox: boxText(box) }),
      limit: String(limit),
      ...(from === '' ? {} : { after: from }),
    })
    return addressOf(c, `/collections/${definition.id}/items?${String(query)}`)
  }
  return openJson(
    c,
    {
      type: 'FeatureCollection',
      features: shown.map(({ id, open, shape }) => featureOf(definition, id, open, JSON.parse(shape) as object)),
      numberReturned: shown.length,
      links: [
        link(address(after), 'self', GEO_JSON),
        ...(next === undefined ? [] : [link(address(next), 'next', GEO_JSON)]),
      ],
    },
    GEO_JSON,
  )
}

async function itemOf(c: Ctx): Promise<Response> {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  if (definition === undefined) return problem(c, { error: 'unknown-register' })
  if (!drawn(definition)) return problem(c, { error: 'register-without-map' })
  const id = c.req.param('id') ?? ''
  const record = idPattern.test(id) ? await recordById(c.env, definition.id, id).open() : null
  if (record === null) return problem(c, { error: 'unknown-record' })
  const outline = outlineOf(definition, record.values)
  const path = addressOf(c, `/collections/${definition.id}`)
  const geometry = outline === null ? null : (JSON.parse(outline.shape) as object)
  const links = [link(`${path}/items/${encodeURIComponent(id)}`, 'self', GEO_JSON), link(path, 'collection')]
  return openJson(c, { ...featureOf(definition, id, record.values, geometry), links }, GEO_JSON)
}

export const geo = new Hono<AppEnv>()
  .get('/', (c) =>
    openJson(c, {
      title: 'Izvor',
      links: [
        link(addressOf(c), 'self'),
        link(`${c.env.ORIGIN}/api/openapi.json`, 'service-desc', 'application/vnd.oai.openapi+json;version=3.1'),
        link(addressOf(c, '/conformance'), 'conformance'),
        link(addressOf(c, '/collections'), 'data'),
      ],
    }),
  )
  .get('/conformance', (c) => openJson(c, { conformsTo: CONFORMS }))
  .get('/collections', (c) =>
    openJson(c, {
      links: [link(addressOf(c, '/collections'), 'self')],
      collections: [...catalogue.registers.values()].filter(drawn).map((one) => collectionOf(c, one)),
    }),
  )
  .get('/collections/:register', (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    return drawn(definition) ? openJson(c, collectionOf(c, definition)) : problem(c, { error: 'register-without-map' })
  })
  .get('/collections/:register/items', itemsOf)
  .get('/collections/:register/items/:id', itemOf)
