/** A document of keys whose requests and responses are not like ours: envelopes, offset pages, its own errors. */
import type { Json } from '../described/documents.ts'
import { documentOf } from '../described/documents.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const content = (schema: unknown) => ({ description: '', content: { 'application/json': { schema } } })
const object = (properties: Json, required = Object.keys(properties)) => ({ type: 'object', properties, required })
const text = { type: 'string' }
const integer = { type: 'integer' }
const time = { type: 'string', format: 'date-time' }
const nullableTime = { type: ['string', 'null'], format: 'date-time' }

const Key = {
  ...object({
    id: text,
    title: text,
    type: { type: 'string', enum: ['publishable', 'secret'] },
    status: { type: 'string', enum: ['active', 'revoked'] },
    channels: { type: 'array', items: text },
    created_at: time,
    updated_at: time,
    revoked_at: nullableTime,
  }),
  'x-latchkey': {
    id: { form: 'hex:12', prefix: 'apk_' },
    lifecycle: {
      field: 'status',
      initial: 'active',
      transitions: {
        revoke: { from: ['active'], to: 'revoked', set: { revoked_at: 'now' }, refuse: 'already_revoked' },
        delete: { from: ['revoked'], refuse: 'not_revoked' },
      },
    },
    limits: [{ count: { status: ['active'] }, per: 'account', max: 3, refuse: 'too_many' }],
    set: { create: { created_at: 'now', updated_at: 'now' }, change: { updated_at: 'now' } },
  },
}

/** The token is shown once. */
const CreatedKey = {
  allOf: [
    ref('Key'),
    object({ token: { ...text, 'x-latchkey': { secret: { prefix: 'sk' }, shown_by: ['createKey'] } } }),
  ],
}

const one = content(object({ key: ref('Key') }))
const written = (properties: Json, required: string[]) => ({
  required: true,
  content: { 'application/json': { schema: object(properties, required) } },
})
const words = (does: string, more: Json = {}) => ({ 'x-latchkey': { resource: 'Key', does, ...more } })
const byId = [{ name: 'id', in: 'path', required: true, schema: text }]
const query = (name: string, schema: Json = text) => ({ name, in: 'query', schema })

export const ROOT: Json = {
  errors: {
    body: { type: '$type', message: '$detail' },
    codes: {
      not_found: { status: 404, type: 'not_found', detail: '{$resource} with id: {$id} was not found' },
      validation_failed: { status: 400, type: 'invalid_data', detail: "Field '{$field}' {$message}" },
      too_many: { status: 400, type: 'not_allowed' },
      default: { status: 400, type: 'invalid_request' },
    },
  },
  answers: {
    list: { keys: '$records', count: '$total', offset: '$offset', limit: '$limit' },
    delete: { id: '$id', object: 'key', deleted: true },
    default: { key: '$record' },
  },
  pages: { style: 'offset', default: 2, max: 5 },
  sort: { parameter: 'order', default: '-created_at' },
  filter: { style: 'brackets' },
  search: { parameter: 'q' },
  select: { parameter: 'fields' },
  headers: { request_id: 'X-Request-Id' },
}

const paths: Json = {
  '/keys': {
    get: {
      operationId: 'listKeys',
      ...words('list', { search: ['title'] }),
      parameters: [
        query('q'),
        query('title'),
        query('order'),
        query('fields'),
        query('offset', integer),
        query('limit', integer),
      ],
      responses: {
        200: content(
          object({ keys: { type: 'array', items: ref('Key') }, count: integer, offset: integer, limit: integer }),
        ),
      },
    },
    post: {
      operationId: 'createKey',
      ...words('create'),
      requestBody: written({ title: text, type: Key.properties.type }, ['title', 'type']),
      responses: { 200: content(object({ key: ref('CreatedKey') })) },
    },
  },
  '/keys/{id}': {
    parameters: byId,
    get: { operationId: 'getKey', ...words('get'), responses: { 200: one } },
    post: {
      operationId: 'updateKey',
      ...words('update'),
      requestBody: written({ title: text }, []),
      responses: { 200: one },
    },
    delete: {
      operationId: 'deleteKey',
      ...words('delete'),
      responses: { 200: content(object({ id: text, object: text, deleted: { type: 'boolean' } })) },
    },
  },
  '/keys/{id}/revoke': {
    parameters: byId,
    post: { operationId: 'revokeKey', ...words('revoke'), responses: { 200: one } },
  },
  '/keys/{id}/channels': {
    parameters: byId,
    post: {
      operationId: 'linkChannels',
      ...words('link', { link: { property: 'channels', add: 'add', remove: 'remove' } }),
      requestBody: written({ add: Key.properties.channels, remove: Key.properties.channels }, []),
      responses: { 200: one },
    },
  },
  '/keys.find': {
    post: {
      operationId: 'findKey',
      ...words('get', {
        record: { in: 'body', by: 'key.id' },
        answer: { meta: { requestId: '$request_id' }, data: '$record' },
      }),
      requestBody: written({ key: object({ id: text }) }, ['key']),
      responses: { 200: content(object({ meta: object({ requestId: text }), data: ref('Key') })) },
    },
  },
}

/** @param root keywords of the document in addition, or in place of others */
export function keys(root: Json = {}, more: Json = {}) {
  return documentOf({ ...paths, ...more }, { Key, CreatedKey }, { 'x-latchkey': { ...ROOT, ...root } })
}
