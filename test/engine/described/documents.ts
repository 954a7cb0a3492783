/** Documents without keywords, written as short as possible. */
import { createMock, type OpenApiDocument } from '../../../mock/index.ts'

export type Json = Record<string, unknown>

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** A response with a JSON body. */
export const json = (schema: unknown, more: Json = {}) => ({
  description: '',
  content: { 'application/json': { schema, ...more } },
})

export const todo = {
  type: 'object',
  required: ['id', 'title'],
  properties: {
    id: { type: 'integer', readOnly: true },
    title: { type: 'string' },
    done: { type: 'boolean', default: false },
    note: { type: 'string' },
    created_at: { type: 'string', format: 'date-time', readOnly: true },
  },
}

/** The five operations of a resource below a path. */
export function crud(path: string, name: string, parameter = 'id', idSchema: Json = { type: 'integer' }): Json {
  const body = { required: true, content: { 'application/json': { schema: schemaRef(name) } } }
  return {
    [path]: {
      get: { operationId: `list${name}s`, responses: { 200: json({ type: 'array', items: schemaRef(name) }) } },
      post: { operationId: `create${name}`, requestBody: body, responses: { 201: json(schemaRef(name)) } },
    },
    [`${path}/{${parameter}}`]: {
      parameters: [{ name: parameter, in: 'path', required: true, schema: idSchema }],
      get: { operationId: `get${name}`, responses: { 200: json(schemaRef(name)), 404: { description: 'none' } } },
      put: { operationId: `replace${name}`, requestBody: body, responses: { 200: json(schemaRef(name)) } },
      patch: { operationId: `update${name}`, requestBody: body, responses: { 200: json(schemaRef(name)) } },
      delete: { operationId: `delete${name}`, responses: { 204: { description: 'gone' } } },
    },
  }
}

export function documentOf(paths: Json, schemas: Json = { Todo: todo }, more: Json = {}): OpenApiDocument {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, components: { schemas }, ...more }
}

export const todos = documentOf(crud('/todos', 'Todo'))

/** Sends requests to a mock of a document: `await send('POST /todos', { title: 'Milk' })`. */
export function clientOf(document: OpenApiDocument, options: Json = {}) {
  const mock = createMock({ contract: document, now: '2026-01-01T00:00:00Z', ...options })
  const send = async (line: string, body?: unknown, headers: Record<string, string> = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const response = await mock.fetch(`http://localhost${path}`, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  return { mock, send }
}
