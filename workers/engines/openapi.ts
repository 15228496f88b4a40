// How systems read the registers, for their programmers' tools (OpenAPI 3.1): one schema a register, one path an evidence.
import type { EvidenceDefinition } from '../kernel/evidence.ts'
import type { Field, Fields } from '../kernel/field.ts'
import type { Language } from '../kernel/localised.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { schemaOf, type Schema } from './openapi-register.ts'

/** With who is shown it; a sensitive one by its roles alone. */
const disclosedOf = (lang: Language, field: Field): Schema => ({
  ...schemaOf(field, lang),
  ...(field.type === 'list' ? { items: objectOf(lang, field.of) } : {}),
  'x-disclosure': field.disclose,
  ...(field.roles === undefined ? {} : { 'x-roles': field.roles }),
})

function objectOf(lang: Language, fields: Fields, required: readonly string[] = []): Schema {
  const properties = Object.entries(fields).map(([name, field]) => [name, disclosedOf(lang, field)] as const)
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 ? { required } : {}) }
}

const ref = (name: string): Schema => ({ $ref: `#/components/${name}` })
const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })
const answers = (schema: Schema) => ({
  200: { description: 'OK', ...json(schema) },
  default: {
    description: 'RFC 9457',
    content: { 'application/problem+json': { schema: ref('schemas/problem') } },
  },
})
const header = (name: string) => ref(`parameters/${name}`)
const body = (required: readonly string[], properties: Schema) => ({
  required: true,
  ...json({ type: 'object', additionalProperties: false, required, properties }),
})

const recordPaths = (lang: Language, { id, title, law, fields }: RegisterDefinition) => {
  const found = Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'list'
      ? Object.entries(field.of).flatMap(([column, one]) => (one.find === 'exact' ? [`${name}.${column}`] : []))
      : field.find === 'exact' && field.disclose !== 'sensitive'
        ? [name]
        : [],
  )
  const record = ref(`schemas/${id}`)
  const one = {
    operationId: `read-${id}`,
    summary: title[lang],
    description: law,
    parameters: [header('id'), header('Purpose-Law'), header('Purpose-Case'), header('DPoP')],
    responses: answers(record),
  }
  const find = { type: 'object', minProperties: 1, maxProperties: 1, propertyNames: { enum: found } }
  const searched = {
    operationId: `search-${id}`,
    summary: title[lang],
    description: law,
    parameters: [header('DPoP')],
    requestBody: body(['find', 'purpose'], { find, after: { type: 'string' }, purpose: ref('schemas/purpose') }),
    responses: answers({
      type: 'object',
      properties: { records: { type: 'array', maxItems: 20, items: record }, next: { type: 'string' } },
    }),
  }
  return [
    [`/api/registers/${id}/records/{id}`, { get: one }],
    ...(found.length === 0 ? [] : [[`/api/registers/${id}/search`, { post: searched }] as const]),
  ] as const
}

const evidencePath = (lang: Language, { id, title, law, input, answer }: EvidenceDefinition) => {
  const told = Object.entries(answer).flatMap(([name, { field, silent }]) => (silent ? [] : [[name, field] as const]))
  const asked = Object.keys(input).filter((name) => !input[name]?.optional)
  const operation = {
    operationId: `ask-${id}`,
    summary: title[lang],
    description: law,
    parameters: [header('DPoP')],
    requestBody: body(['input', 'purpose'], { input: objectOf(lang, input, asked), purpose: ref('schemas/purpose') }),
    responses: answers({
      type: 'object',
      properties: { found: { type: 'boolean' }, values: objectOf(lang, Object.fromEntries(told)) },
    }),
  }
  return [`/api/evidence/${id}`, { post: operation }] as const
}

const text = { type: 'string' }
const named = (name: string, where: 'header' | 'path', description: string) => ({
  name,
  in: where,
  required: true,
  description,
  schema: text,
})

/** The whole description; `origin` is where the portal is. */
export function openApi(
  origin: string,
  lang: Language,
  registers: Iterable<RegisterDefinition>,
  evidences: Iterable<EvidenceDefinition>,
): Schema {
  const defined = [...registers]
  const views = defined.map(({ id, fields }) => [
    id,
    {
      type: 'object',
      properties: { id: text, seq: { type: 'integer' }, effectiveFrom: text, values: objectOf(lang, fields) },
    },
  ])
  return {
    openapi: '3.1.0',
    info: { title: 'Izvor', version: '1' },
    servers: [{ url: origin }],
    security: [{ system: [] }],
    paths: Object.fromEntries([
      ...defined.flatMap((definition) => recordPaths(lang, definition)),
      ...[...evidences].map((definition) => evidencePath(lang, definition)),
    ]),
    components: {
      securitySchemes: {
        system: {
          type: 'openIdConnect',
          openIdConnectUrl: `${origin}/.well-known/openid-configuration`,
          description: 'client_credentials, private_key_jwt, DPoP',
        },
      },
      parameters: {
        id: named('id', 'path', 'The record’s public id'),
        DPoP: named('DPoP', 'header', 'RFC 9449, 7: a fresh proof for this request'),
        'Purpose-Law': named('Purpose-Law', 'header', 'The article that lets it be read; percent-encoded UTF-8'),
        'Purpose-Case': named('Purpose-Case', 'header', 'The authority’s own case; percent-encoded UTF-8'),
      },
      schemas: {
        ...Object.fromEntries(views),
        purpose: {
          type: 'object',
          additionalProperties: false,
          required: ['law', 'case'],
          properties: { law: { ...text, maxLength: 200 }, case: { ...text, maxLength: 60 } },
        },
        problem: {
          type: 'object',
          properties: { type: text, code: text, title: text, status: { type: 'integer' }, instance: text },
        },
      },
    },
  }
}
