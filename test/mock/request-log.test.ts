import { describe, expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { ask, START } from './client.ts'

const open = () => createMock({ now: START })

describe('the log of requests', () => {
  test('has the operation and result of each request, and the rule that rejected it', async () => {
    const mock = open()
    const { headers } = mock.signIn('reader')
    await ask(mock, 'GET /me', { headers })
    await ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' } })
    await ask(mock, 'GET /nothing')
    const sent = {
      authorization: expect.stringMatching(/^Bearer ses_\*{4}\w{4}$/),
      'content-type': 'application/json',
    }
    expect(mock.requests).toEqual([
      {
        requestId: expect.stringMatching(/^req_/),
        method: 'GET',
        path: '/api/v1/me',
        query: {},
        headers: sent,
        operation: 'getMe',
        status: 200,
      },
      {
        requestId: expect.stringMatching(/^req_/),
        method: 'POST',
        path: '/api/v1/api-keys',
        query: {},
        headers: sent,
        body: { name: 'Sync' },
        operation: 'createApiKey',
        status: 403,
        refusal: { code: 'permission_denied', rule: 'security', at: '#/paths/~1api-keys/post/security' },
      },
      {
        requestId: expect.stringMatching(/^req_/),
        method: 'GET',
        path: '/api/v1/nothing',
        query: {},
        headers: { 'content-type': 'application/json' },
        status: 404,
        refusal: { code: 'not_found', rule: 'route', at: '' },
      },
    ])
  })

  test('keeps the last 1000', async () => {
    const mock = open()
    for (let count = 0; count < 2010; count++) await mock.fetch(`http://shop.test/api/v1/${count}`)
    expect(mock.requests).toHaveLength(1000)
    expect([mock.requests[0]?.path, mock.requests.at(-1)?.path]).toEqual(['/api/v1/1010', '/api/v1/2009'])
  })

  test('contains no credential, wherever it was sent', async () => {
    const mock = createMock({ system: 'store-admin' })
    const { token, headers } = mock.signIn('admin')
    const { body } = await ask(mock, 'POST /api-keys', { headers, body: {} })
    await ask(mock, `GET /products?key=${body.secret}`)
    await ask(mock, `GET /products/${body.secret}`, { headers })
    await ask(mock, `GET /${token}`)
    for (const secret of [token, body.secret]) expect(JSON.stringify(mock.requests)).not.toContain(secret.slice(8, -8))
  })
})
