import { describe, expect, test } from 'vitest'
import { formOfPrefix } from '../../../openapi/contract/secret-form.ts'
import { editedContract, operationOf } from '../../../test/engine/edited-contract.ts'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { contracts } from '../../generated/index.ts'
import { SeededRandom } from '../values/random.ts'
import { mintSecret } from '../values/secret.ts'
import { Router } from './route.ts'

const router = new Router(contracts.standard)

/** A router in which getCategory has this path. */
const routerOf = (path: string) =>
  new Router(editedContract(contract => void Object.assign(operationOf(contract, 'getCategory'), { path })))

describe('a route', () => {
  test('is the operation with this method and path, with its path parameters by name', () => {
    expect(router.route('GET', '/api/v1/api-keys')).toMatchObject({ operation: { id: 'listApiKeys' }, params: {} })
    expect(router.route('POST', '/api/v1/api-keys/key_1/rotate')).toMatchObject({
      operation: { id: 'rotateApiKey' },
      params: { key_id: 'key_1' },
    })
  })

  test('prefers a literal path to a path parameter', () => {
    expect(router.route('POST', '/api/v1/api-keys/revoke').operation.id).toBe('revokeApiKeys')
    expect(thrownBy(() => router.route('GET', '/api/v1/api-keys/revoke'))).toMatchObject({ headers: { Allow: 'POST' } })
  })

  test('decodes path parameters once, and keeps malformed encoding unchanged', () => {
    const id = (segment: string) => router.route('GET', `/api/v1/api-keys/${segment}`).params.key_id
    expect(['a%2Fb', '%25', '%C3%A9', '%zz', '%E0%A4%A', '__proto__'].map(id)).toEqual([
      'a/b',
      '%',
      'é',
      '%zz',
      '%E0%A4%A',
      '__proto__',
    ])
  })

  test('is found for every operation of every contract', () => {
    for (const contract of Object.values(contracts)) {
      const router = new Router(contract)
      for (const { id, method, path } of contract.operations)
        expect(router.route(method, contract.basePath + path.replace(/\{\w+\}/, 'x')).operation.id).toBe(id)
    }
  })
})

describe('no route', () => {
  test.each([
    '',
    '/',
    '/api',
    '/api/v1',
    '/api/v1/',
    '/api/v1/api-keys/',
    '/api/v1//api-keys',
    '/api/v1/api-keys/x/',
    '/api/v2/me',
    '/API/v1/me',
    '/api/v1/me/x',
  ])('is found for the path %j', path => {
    expect(thrownBy(() => router.route('GET', path))).toMatchObject({ code: 'not_found', rule: 'route' })
  })

  test('is found for a method that the path does not support, and the error lists the supported methods', () => {
    for (const method of ['PUT', 'get', 'head', '__proto__', ''])
      expect(thrownBy(() => router.route(method, '/api/v1/api-keys'))).toMatchObject({
        code: 'method_not_allowed',
        detail: `/api/v1/api-keys does not support ${method}. Use GET, HEAD or POST.`,
        headers: { Allow: 'GET, HEAD, POST' },
      })
  })

  test('is reported with the path, without secrets', () => {
    const secret = mintSecret(formOfPrefix('lk_live'), new SeededRandom(1), 1)
    for (const [method, path] of [
      ['GET', `/${secret}`],
      ['PUT', `/api/v1/api-keys/${secret}`],
    ] as const) {
      const { detail } = thrownBy(() => router.route(method, path)) as { detail: string }
      expect(detail).toContain(`lk_live_****${secret.slice(-4)}`)
      expect(detail).not.toContain(secret)
    }
  })
})

describe('a path template', () => {
  test.each([
    ['/c/{category-id}', '/c/1', { 'category-id': '1' }],
    ['/c/{a.b}:show', '/c/1:show', { 'a.b': '1' }],
    ['/c/{a}.{b}', '/c/1.2', { a: '1', b: '2' }],
    ['/c/{a}/x/{a2}', '/c/1/x/2', { a: '1', a2: '2' }],
    ["/C('{a}')", "/C('1')", { a: '1' }],
    ['/c*/:x/(y)/{a}+', '/c*/:x/(y)/1+', { a: '1' }],
    ['/c/{a}_v2', '/c/1_v2', { a: '1' }],
    ['/c/{a}/', '/c/1/', { a: '1' }],
    ['/c/{0}', '/c/1', { 0: '1' }],
  ])('%s matches %s and no other path', (template, path, params) => {
    const router = routerOf(template)
    expect(router.route('GET', `/api/v1${path}`)).toMatchObject({ operation: { id: 'getCategory' }, params })
    const others = [path.endsWith('/') ? path.slice(0, -1) : `${path}/`, path.slice(0, 2), `${path}/x`]
    for (const other of others) expect(() => router.route('GET', `/api/v1${other}`)).toThrow()
  })

  test('can have another name for the parameter of another one', () => {
    const router = new Router(
      editedContract(contract => {
        Object.assign(operationOf(contract, 'getCategory'), { path: '/c/{category}' })
        Object.assign(operationOf(contract, 'deleteCategory'), { path: '/c/{id}' })
        Object.assign(operationOf(contract, 'updateCategory'), { path: '/c/{id}/' })
      }),
    )
    const route = (method: string, path: string) => router.route(method, path)
    expect(route('GET', '/api/v1/c/1')).toMatchObject({ operation: { id: 'getCategory' }, params: { category: '1' } })
    expect(route('DELETE', '/api/v1/c/1')).toMatchObject({ operation: { id: 'deleteCategory' }, params: { id: '1' } })
    expect(route('PATCH', '/api/v1/c/1/')).toMatchObject({ operation: { id: 'updateCategory' }, params: { id: '1' } })
    expect(() => route('PATCH', '/api/v1/c/1')).toThrow()
  })

  test('can be the root', () => {
    expect(routerOf('/').route('GET', '/api/v1/').operation.id).toBe('getCategory')
  })
})
