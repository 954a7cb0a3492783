/** Which requests of a page belong to the API of a document. Source: mswjs/msw #2175, mswjs/source #37 */
import { getResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { crud, documentOf, todo } from '../../engine/described/documents.ts'

const withServers = (...urls: readonly unknown[]) =>
  documentOf(
    crud('/todos', 'Todo'),
    { Todo: todo },
    { servers: urls.map(url => (typeof url === 'string' ? { url } : url)) },
  )

async function statusOf(mock: ReturnType<typeof createMock>, url: string): Promise<number | undefined> {
  return (await getResponse(mock.handlers, new Request(url)))?.status
}

describe('the handlers', () => {
  test.each([
    [['https://api.example.com/v1'], 'https://api.example.com/v1/todos', 'https://page.example.com/v1/todos'],
    [['https://api.example.com'], 'https://api.example.com/todos', 'https://page.example.com/todos'],
    [['https://a.example.com/', 'http://localhost:3000'], 'http://localhost:3000/todos', 'http://localhost:3001/todos'],
    [['/v1'], 'https://any.example.com/v1/todos', 'https://any.example.com/todos'],
    [['/v1', 'https://api.example.com/v1'], 'https://any.example.com/v1/todos', 'https://any.example.com/v2/todos'],
    [['/', 'https://api.example.com'], 'https://api.example.com/todos', 'https://any.example.com/todos'],
    [
      [
        {
          url: 'https://{region}.example.com/v{version}',
          variables: { region: { default: 'eu' }, version: { default: '2' } },
        },
      ],
      'https://eu.example.com/v2/todos',
      'https://us.example.com/v2/todos',
    ],
  ])('of a document with the servers %j take %s, and not %s', async (urls, taken, left) => {
    const mock = createMock({ contract: withServers(...urls) })
    expect(await statusOf(mock, taken)).toBe(200)
    expect(await statusOf(mock, left)).toBeUndefined()
  })

  test('of a document without servers need a baseUrl, which may have a path', async () => {
    const mock = createMock({ contract: withServers() })
    expect(() => mock.handlers).toThrow('The document Test names no server')
    expect(() => mock.handlersFor('listTodos')).toThrow("createMock({ contract, baseUrl: 'https://api.test' })")
    expect((await mock.fetch('https://any.example.com/todos')).status).toBe(200)
    for (const base of ['http://localhost:3000', 'http://localhost:3000/api/']) {
      const bounded = createMock({ contract: withServers(), baseUrl: base })
      expect(await statusOf(bounded, `${base.replace(/\/$/, '')}/todos`)).toBe(200)
      expect(await statusOf(bounded, 'http://localhost:3000/assets/app.js')).toBe(
        base.endsWith('api/') ? undefined : 404,
      )
      expect(await statusOf(bounded, 'http://localhost:3001/api/todos')).toBeUndefined()
    }
  })

  test('of a baseUrl take only its requests, whatever the servers of the document', async () => {
    const mock = createMock({
      contract: withServers('https://api.example.com/v1'),
      baseUrl: 'http://localhost:3000/dev',
    })
    expect(await statusOf(mock, 'http://localhost:3000/dev/todos')).toBe(200)
    expect(await statusOf(mock, 'https://api.example.com/v1/todos')).toBeUndefined()
    expect((await mock.fetch('/dev/todos')).status).toBe(200)
    expect(() => createMock({ contract: withServers(), baseUrl: 'localhost' })).toThrow('baseUrl must be a URL')
  })

  test('for one operation name it, and leave the others', async () => {
    const mock = createMock({ contract: withServers('https://api.example.com/v1') })
    const handlers = mock.handlersFor('getTodo')
    expect(handlers[0]?.info.header).toBe('GET https://api.example.com/v1/todos/:id (getTodo)')
    const ask = (url: string) => getResponse(handlers, new Request(url))
    expect((await ask('https://api.example.com/v1/todos/1'))?.status).toBe(200)
    expect(await ask('https://api.example.com/v1/todos')).toBeUndefined()
  })
})

test('mock.fetch takes any origin', async () => {
  const mock = createMock({ contract: withServers('https://api.example.com/v1') })
  for (const origin of ['https://api.example.com', 'http://localhost:1', ''])
    expect((await mock.fetch(`${origin}/v1/todos`)).status).toBe(200)
})
