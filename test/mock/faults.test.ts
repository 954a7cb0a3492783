import { describe, expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { ask, requestOf, START, SYSTEMS } from './client.ts'

const open = () => createMock({ now: START })

describe('a fault', () => {
  test.each(SYSTEMS)(
    '$system: is every refusal that an operation declares, as the contract describes it',
    async contract => {
      const mock = createMock({ contract })
      for (const { id, method, path, responses } of contract.operations) {
        for (const [status, { codes = [], headers }] of Object.entries(responses)) {
          for (const code of codes) {
            const remove = mock.fail(id, { code })
            const answer = await ask(mock, `${method} ${path.replace(/\{\w+\}/, 'x')}`)
            remove()
            expect([answer.status, answer.body.code]).toEqual([Number(status), code])
            for (const name of headers) expect(answer.headers.get(name), name).toBeTruthy()
          }
        }
      }
    },
  )

  test('has the actual values of a limit, and can be an undeclared 5xx', async () => {
    const mock = createMock({ system: 'warehouse' })
    mock.fail('createApiKey', { code: 'active_key_limit_reached' })
    expect((await ask(mock, 'POST /api-keys')).body).toMatchObject({ limit: 5, used: 5, scope: 'account' })
    mock.fail('createApiKey', { status: 503 })
    const { status, headers, body } = await ask(mock, 'POST /api-keys')
    expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(body).toMatchObject({ type: 'about:blank', status: 503, request_id: headers.get('request-id') })
    expect(mock.requests.map(({ refusal }) => refusal?.rule)).toEqual(['fail', undefined])
  })

  test.each<[fault: object, failed: readonly boolean[]]>([
    [{ status: 503 }, [true, true, true, true]],
    [{ status: 503, times: 2 }, [true, true, false, false]],
    [{ status: 503, nth: 2 }, [false, true, false, false]],
    [{ status: 503, nth: 2, times: 2 }, [false, true, true, false]],
  ])('%j fails the right requests', async (fault, failed) => {
    const mock = open()
    const remove = mock.fail('getMe', fault as { status: number })
    const statuses: boolean[] = []
    for (const _ of failed) {
      await ask(mock, 'GET /api-keys')
      statuses.push((await ask(mock, 'GET /me')).status === 503)
    }
    expect(statuses).toEqual(failed)
    remove()
    expect((await ask(mock, 'GET /me')).status).toBe(401)
  })

  test('for all operations applies to those that declare the code', async () => {
    const mock = open()
    mock.fail('*', { code: 'active_key_limit_reached' })
    expect((await ask(mock, 'POST /api-keys')).status).toBe(409)
    expect((await ask(mock, 'GET /me')).status).toBe(401)
  })

  test('of the network rejects with the error of fetch', async () => {
    const mock = open()
    mock.fail('*', { error: 'network', nth: 2 })
    expect((await ask(mock, 'GET /me')).status).toBe(401)
    await expect(ask(mock, 'GET /me')).rejects.toThrow(TypeError)
    expect((await ask(mock, 'GET /me')).status).toBe(401)
    expect(mock.requests.map(({ status }) => status)).toEqual([401, 0, 401])
  })

  test('of a timeout never responds, and rejects with the reason of the signal', async () => {
    const mock = open()
    mock.fail('getMe', { error: 'timeout' })
    await expect(mock.fetch(requestOf(mock, 'GET /me', { signal: AbortSignal.timeout(5) }))).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    const controller = new AbortController()
    const answer = ask(mock, 'GET /me', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
  })

  test.each<[fault: object, message: RegExp]>([
    [
      { code: 'key_paused' },
      /createSession does not declare {"code":"key_paused"}\. .* a declared code \(malformed_json, /,
    ],
    [{ status: 409 }, /does not declare/],
    [{ status: 429, code: 'malformed_json' }, /does not declare/],
    [{ status: 600 }, /does not declare/],
    [{ status: 503.5 }, /does not declare/],
    [{}, /does not declare/],
    [{ error: 'fire' }, /"network" or "timeout"/],
    [{ status: 503, times: 0 }, /whole numbers of 1 or more/],
    [{ status: 503, nth: 1.5 }, /whole numbers of 1 or more/],
  ])('%j is rejected', (fault, message) => {
    expect(() => open().fail('createSession', fault as { status: number })).toThrow(message)
  })
})
