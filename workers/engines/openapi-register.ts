// The API of one register, as OpenAPI 3.1 says it: from its definition alone, so that it is never behind.
import { formats } from '../kernel/formats/index.ts'
import type { Field, Fields } from '../kernel/field.ts'
import type { Language } from '../kernel/localised.ts'

import { textMax } from '../kernel/parse.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { facetsOf } from './found-by.ts'

export interface Schema {
  readonly [keyword: string]: unknown
}

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export function schemaOf(field: Field, lang: Language): Schema {
  const said = {
    title: field.label[lang],
    ...(field.hint === undefined ? {} : { description: field.hint[lang] }),
    ...(field.retired ? { deprecated: true } : {}),
  }
  switch (field.type) {
    case 'text':
    case 'reference': {
      const { format } = field
      const known = format === undefined ? {} : { format, examples: [formats[format].example] }
      const most = field.type === 'text' ? (field.max ?? textMax) : textMax
      const type = format === 'shape' ? ['string', 'object'] : 'string'
      return { type, ...said, maxLength: most, ...known }
    }
    case 'choice':
      return {
        type: 'string',
        ...said,
        oneOf: Object.entries(field.options).map(([value, text]) => ({ const: value, title: text[lang] })),
      }
    case 'integer':
      return {
        type: 'integer',
        ...said,
        minimum: field.min,
        maximum: field.max,
        ...(field.decimals ? { description: `1 = 10^-${field.decimals} ${field.unit?.[lang] ?? ''}`.trim() } : {}),
      }
    case 'date':
      return { type: 'string', format: 'date', ...said }
    case 'boolean':
      return { type: 'boolean', ...said }
    case 'list':
      return {
        type: 'array',
        ...said,
        minItems: field.min ?? 1,
        maxItems: field.max,
        items: objectOf(field.of, lang, (name) => !field.of[name]?.optional),
      }
  }
}

const objectOf = (fields: Fields, lang: Language, required: (name: string) => boolean): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(fields).filter(required),
  properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field, lang)])),
})

const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const query = (name: string, description: string, format?: string) => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', ...(format === undefined ? {} : { format }) },
})
const refused = {
  default: {
    description: 'A problem document (RFC 9457)',
    content: { 'application/problem+json': { schema: ref('Problem') } },
  },
}

/** A number, or why it is not told: `closed`, `unknown`. */
const points: Schema = { oneOf: [{ type: 'integer' }, { enum: ['closed', 'unknown'] }] }
const named = (properties: Schema): Schema => ({
  type: 'array',
  items: { type: 'object', properties: { name: { type: 'string' }, ...properties } },
})
/** Numbers that follow from the record, each with its terms. */
const computedSchema = named({ total: points, terms: named({ points }) })

const whole = { type: 'integer' }

const COUNTS: Schema = {
  type: 'object',
  properties: {
    records: whole,
    more: { type: 'boolean', description: 'More were found than were counted' },
    values: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: { type: 'object', properties: { value: { type: 'string' }, records: whole } },
      },
    },
  },
}

const file = (searched: readonly Schema[], type: string): Schema => ({
  get: {
    summary: 'Open data as a file',
    parameters: [...searched, query('after', 'As `Link`, rel="next", of the file before has it')],
    responses: { 200: { description: 'At most 100,000 records', content: { [type]: {} } }, ...refused },
  },
})

/** `origin` is the portal's. */
export function openApiOf(definition: RegisterDefinition, origin: string, lang: Language): Schema {
  const { id, fields, key, title, about, version } = definition
  const open = Object.fromEntries(Object.entries(fields).filter(([, field]) => field.disclose === 'open'))
  const base = `/api/registers/${id}`
  const idInPath = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
  const acts = Object.entries(definition.acts).flatMap(([name, act]) => {
    if (act.retired) return []
    const taken = Object.fromEntries(
      (act.takes ?? []).flatMap((field) => {
        const one = fields[field]
        return one === undefined ? [] : [[field, one]]
      }),
    )
    const input: Fields = { ...taken, ...act.input }
    const required = (field: string) => !(act.partial && Object.hasOwn(taken, field)) && !input[field]?.optional
    const keyField = fields[key]
    const body = {
      type: 'object',
      required: ['key', 'input'],
      properties: {
        key: keyField === undefined ? { type: 'string' } : schemaOf(keyField, lang),
        input: objectOf(input, lang, required),
        effectiveFrom: { type: 'string', format: 'date' },
        expectedSeq: { type: 'integer', minimum: 0 },
      },
    }
    const done = act.fourEyes
      ? { 202: { description: 'Waits for a second official', ...json({ type: 'object' }) } }
      : { 201: { description: 'Entered', ...json(ref('Receipt')) } }
    const operation = {
      operationId: `${id}.${name}`,
      summary: act.title[lang],
      description: `${act.by.join(', ')}${act.law === undefined ? '' : ` · ${act.law}`}`,
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8 } }],
      requestBody: { required: true, ...json(body) },
      responses: { ...done, ...refused },
    }
    return [[`${base}/acts/${name}`, { post: operation }] as const]
  })
  const searched = [
    query('q', 'Words in either alphabet, or the whole of an open value'),
    ...facetsOf(definition).map((name) => query(`where.${name}`, `Only with this value of ${name}`)),
  ]
  return {
    openapi: '3.1.0',
    info: { title: title[lang], description: about[lang], version: String(version) },
    servers: [{ url: origin }],
    paths: {
      [base]: {
        get: { summary: 'Definition', responses: { 200: { description: 'As data', ...json({ type: 'object' }) } } },
      },
      [`${base}/records`]: {
        get: {
          summary: 'Records',
          parameters: [
            ...searched,
            query('effective', 'As they were on that day', 'date'),
            query('recorded', 'As was known then', 'date-time'),
            query('after', '`next` of the page before'),
          ],
          responses: {
            200: {
              description: 'A page',
              ...json({
                type: 'object',
                properties: {
                  records: {
                    type: 'array',
                    items: { type: 'object', properties: { id: { type: 'string' }, seq: whole, values: ref('Open') } },
                  },
                  next: { type: 'string' },
                },
              }),
            },
            ...refused,
          },
        },
      },
      [`${base}/facets`]: {
        get: {
          summary: 'How many records have which value',
          parameters: searched,
          responses: { 200: { description: 'Counts', ...json(COUNTS) }, ...refused },
        },
      },
      [`${base}/records.csv`]: file(searched, 'text/csv'),
      [`${base}/records.jsonl`]: file(searched, 'application/jsonl'),
      [`${base}/records/{id}`]: {
        get: {
          summary: 'Record',
          parameters: [
            idInPath,
            query('recorded', 'What was known then', 'date-time'),
            query('effective', 'What was so on that day', 'date'),
          ],
          responses: { 200: { description: 'Its open fields', ...json(ref('Record')) }, ...refused },
        },
      },
      [`${base}/records/{id}/entries`]: {
        get: {
          summary: 'Entries',
          parameters: [idInPath, query('before', '`next` of the page before')],
          responses: { 200: { description: 'What changed it', ...json({ type: 'object' }) }, ...refused },
        },
      },
      [`${base}/records/{id}/compare`]: {
        get: {
          summary: 'What differs between two versions',
          parameters: [
            idInPath,
            query('from', 'The number of an entry; 0 for before the first'),
            query('to', 'The number of a later entry'),
          ],
          responses: {
            200: { description: 'Changes, and the entries between', ...json({ type: 'object' }) },
            ...refused,
          },
        },
      },
      ...Object.fromEntries(acts),
    },
    components: {
      schemas: {
        Open: objectOf(open, lang, () => false),
        Record: {
          type: 'object',
          properties: {
            register: { const: id },
            id: { type: 'string' },
            seq: whole,
            recordedAt: whole,
            effectiveFrom: { type: 'string', format: 'date' },
            values: ref('Open'),
            ...(definition.computed === undefined ? {} : { computed: computedSchema }),
          },
        },
        Receipt: {
          type: 'object',
          properties: {
            register: { const: id },
            id: { type: 'string' },
            seq: whole,
            leafHash: { type: 'string' },
            recordedAt: whole,
            together: { type: 'array', items: ref('Receipt') },
          },
        },
        Problem: {
          type: 'object',
          properties: { type: { type: 'string' }, code: { type: 'string' }, title: { type: 'string' }, status: whole },
        },
      },
    },
  }
}
