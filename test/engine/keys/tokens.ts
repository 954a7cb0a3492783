/** Tokens with two states and an end, as many products have them: a document, and a mock of it. */
import { createMock } from '../../../mock/index.ts'

const json = (schema: Record<string, unknown>) => ({ content: { 'application/json': { schema } } })
const ok = (schema: Record<string, unknown>) => ({
  200: { description: 'Done.', ...json(schema) },
  '4XX': { description: 'Refused.' },
})
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const TIME = { type: ['string', 'null'], format: 'date-time' }

/** The secret that the seed gives. */
export const ROOT = `t_${'a'.repeat(32)}`
export const START = '2026-01-05T08:00:00.000Z'

const written = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    note: { type: 'string' },
    status: { type: 'string' },
    expires_on: TIME,
    not_before: TIME,
  },
}

const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]

export const document = {
  openapi: '3.1.0',
  info: { title: 'Tokens', version: '1' },
  security: [{ token: [] }],
  paths: {
    '/tokens': {
      get: {
        operationId: 'listTokens',
        parameters: [{ name: 'all', in: 'query', schema: { type: 'boolean' } }],
        responses: ok({ type: 'array', items: ref('Token') }),
        'x-latchkey': { resource: 'Token', does: 'list', ignores: ['all'] },
      },
      post: {
        operationId: 'createToken',
        requestBody: json(written),
        responses: ok(ref('Created')),
        'x-latchkey': { resource: 'Token', does: 'create' },
      },
    },
    '/tokens/current': {
      get: {
        operationId: 'currentToken',
        responses: ok(ref('Token')),
        'x-latchkey': { resource: 'Token', does: 'get', record: { in: 'credential' } },
      },
    },
    '/me': {
      get: {
        operationId: 'whoAmI',
        responses: ok({ type: 'object', properties: { id: { type: 'string' } } }),
        'x-latchkey': { does: 'identify', answer: { id: '$record.api_token.id' } },
      },
    },
    '/tokens/{id}': {
      parameters: id,
      get: {
        operationId: 'getToken',
        responses: ok(ref('Token')),
        'x-latchkey': { resource: 'Token', does: 'get' },
      },
      put: {
        operationId: 'replaceToken',
        requestBody: json(written),
        responses: ok(ref('Token')),
        'x-latchkey': { resource: 'Token', does: 'replace' },
      },
    },
    '/tokens/{id}/roll': {
      parameters: id,
      post: {
        operationId: 'rollToken',
        responses: ok({ type: 'object', required: ['result'], properties: { result: { type: 'string' } } }),
        'x-latchkey': {
          resource: 'Token',
          does: 'rotate',
          rotate: { in_place: true },
          answer: { result: '$record.value' },
        } as Record<string, unknown>,
      },
    },
  },
  components: {
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        'x-latchkey': {
          authenticates: 'Token',
          by: 'value',
          kind: 'api_token',
          grants: 'all',
          starts_at: 'not_before',
          accepts: ['active'],
          refuse: {
            missing: 'no_token',
            unknown: 'unknown_token',
            malformed: 'bad_token',
            early: 'early_token',
            disabled: 'disabled_token',
            expired: 'expired_token',
          },
        } as Record<string, unknown>,
      },
    },
    schemas: {
      Token: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          note: { type: ['string', 'null'] },
          status: { enum: ['active', 'disabled', 'expired'] },
          expires_on: TIME,
          not_before: TIME,
          issued_on: { type: 'string', format: 'date-time' },
          policies: {
            type: 'array',
            items: { type: 'object', required: ['id'], properties: { id: { type: 'string', readOnly: true } } },
          },
        },
        'x-latchkey': {
          id: { form: 'hex:16' },
          set: { create: { issued_on: 'now' } },
          seed: [{ id: 'root', name: 'Root', issued_on: START, value: ROOT }],
          lifecycle: {
            field: 'status',
            initial: 'active',
            transitions: {
              disable: { from: ['active'], to: 'disabled' },
              enable: { from: ['disabled'], to: 'active' },
            },
            expires: { field: 'expires_on', from: ['active', 'disabled'], to: 'expired', revives_to: 'active' },
          } as Record<string, unknown>,
        },
      },
      Created: {
        allOf: [ref('Token')],
        type: 'object',
        properties: {
          value: {
            type: 'string',
            'x-latchkey': { secret: { form: 't_{hex:32}' }, shown_by: ['createToken', 'rollToken'] },
          },
        },
      },
    },
  },
}

/** @param edit changes the document, which is a copy */
export function openTokens(edit: (copy: typeof document) => void = () => {}) {
  const copy = structuredClone(document)
  edit(copy)
  const mock = createMock({ contract: copy, now: START })
  const ask = async (call: string, body?: object, secret = ROOT) => {
    const [method = '', path = ''] = call.split(' ')
    const response = await mock.fetch(`http://tokens.test${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const create = async (values: object = {}) => {
    const { body } = await ask('POST /tokens', { name: 'CI', ...values })
    return { id: String(body.id), value: String(body.value) }
  }
  return { mock, ask, create }
}
