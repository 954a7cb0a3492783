/** What the search finds first, for words that readers type. It needs no browser. */
import { expect, test } from 'vitest'
import type { SearchEntry } from '../../../docs/build/search/entry.ts'
import { type Find, searchOver } from '../../../docs/build/search/find.ts'
import { textOf } from './files.ts'

const QUERIES: Readonly<Record<string, string>> = {
  // What one wants to do.
  'getting started': 'guides/quick-start-readers.html',
  install: 'guides/installation.html',
  'how do I mock with msw': 'guides/mocking-in-tests.html',
  pagination: 'guides/api-basics.html',
  retry: 'guides/calls-in-production.html',
  'error handling': 'guides/calls-in-production.html',
  timeout: 'guides/calls-in-production.html#timeouts',
  'show once': 'guides/storing-keys.html',
  'lost secret': 'guides/storing-keys.html',
  'environment variable': 'guides/storing-keys.html',
  'leaked key': 'guides/storing-keys.html',
  'authorization header': 'guides/api-basics.html',
  'api key': 'guides/quick-start-integrators.html',
  'delete vs revoke': 'systems/index.html',
  'rotate keys': 'guides/rotating-keys.html',
  'time travel clock': 'guides/mocking-in-tests.html#time',
  'fake time': 'guides/mocking-in-tests.html',
  'typescript types': 'guides/installation.html#modules-and-typescript',
  docker: 'guides/continuous-integration.html#as-a-service-container-or-in-docker',
  sandbox: 'guides/mock-server.html',
  'parallel tests': 'guides/continuous-integration.html#parallel-jobs',
  'persist state': 'guides/mock-server.html#persistent-state',
  nextjs: 'guides/front-end-frameworks.html#nextjs',
  sveltekit: 'guides/generating-clients.html#sveltekit',
  vitest: 'guides/mocking-in-tests.html#vitest',
  playwright: 'guides/mocking-in-tests.html#playwright',
  latency: 'guides/mocking-in-tests.html#faults-and-overrides',
  prism: 'guides/migrating.html#from-prism',
  'json-server': 'guides/migrating.html#from-json-server',
  nginx: 'guides/scale-out.html',
  medusa: 'guides/emulation-medusa.html',
  'openapi 3.0': 'guides/any-document.html',
  swagger: 'guides/any-document.html',
  'breaking changes': 'guides/versioning-and-support.html#the-contracts',
  'seeded users': 'guides/seeded-shop.html',
  'node version': 'guides/installation.html',
  python: 'guides/curl-and-python.html#python',
  'github actions': 'guides/continuous-integration.html#github-actions',
  'react component': 'guides/quick-start-frontend.html#a-react-component',
  angular: 'guides/front-end-frameworks.html',
  'react query': 'guides/front-end-frameworks.html#react-query',
  vue: 'guides/front-end-frameworks.html#vue',
  'why latchkey': 'guides/comparison-of-mocks.html',
  webhooks: 'guides/comparison-of-mocks.html#when-to-use-another-one',
  benchmark: 'guides/comparison-of-mocks.html',
  'load balancer': 'guides/scale-out.html',
  bun: 'guides/installation.html',
  'cloudflare workers': 'guides/installation.html',
  csp: 'guides/installation.html#runtimes',
  postman: 'guides/curl-and-python.html',
  java: 'guides/curl-and-python.html',
  EADDRINUSE: 'guides/troubleshooting.html#port-4010-on-127001-is-already-in-use',
  scopes: 'guides/concepts.html',
  security: 'guides/versioning-and-support.html#security',
  'settings page': 'guides/settings-page.html',
  'service worker': 'guides/troubleshooting.html#failed-to-register-a-serviceworker-with-status-404',
  idempotency: 'guides/api-basics.html#idempotency',
  duplicate: 'guides/api-basics.html#idempotency',
  'how many keys can I have': 'systems/index.html',
  'max keys': 'systems/index.html',
  'page size': 'guides/api-basics.html',
  'request id': 'guides/api-basics.html',
  timezone: 'guides/api-basics.html#requests-and-responses',
  'rotate without downtime': 'guides/rotating-keys.html',
  dotenv: 'guides/storing-keys.html',
  'slow response': 'guides/mocking-in-tests.html#faults-and-overrides',
  'reset between tests': 'guides/troubleshooting.html#a-test-sees-the-records-of-the-test-before-it',
  factory: 'guides/seeded-shop.html',
  'msw yaml': 'guides/any-document.html#in-tests-and-browsers',
  esm: 'guides/installation.html#modules-and-typescript',
  'release notes': 'changelog.html',
  // Typing errors.
  instal: 'guides/installation.html',
  permision: 'errors.html#permission_denied',
  authentification: 'guides/api-basics.html#authentication',
  paginaton: 'guides/api-basics.html',
  idempotancy: 'guides/api-basics.html#idempotency',
  typscript: 'guides/installation.html#modules-and-typescript',
  expierd: 'errors.html#key_expired',
  // Errors, by code, by status, and by what they are called elsewhere.
  unauthorized: 'errors.html#invalid_key',
  '404': 'errors.html#not_found',
  '409': 'errors.html',
  '429': 'errors.html#rate_limited',
  '422': 'errors.html#validation_failed',
  '400': 'errors.html#malformed_json',
  '405': 'errors.html#method_not_allowed',
  '415': 'errors.html#unsupported_media_type',
  '500': 'errors.html',
  '503': 'errors.html',
  'too many requests': 'errors.html#rate_limited',
  'payload too large': 'errors.html#body_too_large',
  'invalid json': 'errors.html#malformed_json',
  'rate limit': 'errors.html#rate_limited',
  active_key_limit: 'errors.html#active_key_limit_reached',
  'expired key': 'errors.html#key_expired',
  // Operations, by name, by path, and in words.
  // Names of operations, systems and symbols, if they are common words.
  'create key': 'guides/quick-start-integrators.html',
  warehouse: 'systems/warehouse.html',
  authentication: 'guides/api-basics.html#authentication',
  logout: 'reference/standard.html#/sessions/deletesessions',
  'revoke a key': 'reference/standard.html#/api-keys/revokeapikey',
  'rename a key': 'reference/standard.html#/api-keys/updateapikey',
  'POST /api-keys': 'reference/standard.html#/api-keys/createapikey',
  listOrders: 'reference/standard.html#/orders-and-inventory/listorders',
  whoami: 'reference/standard.html#/sessions/getme',
  updateUser: 'reference/standard.html#/users-and-groups/updateuser',
  'clear products': 'reference/standard.html#/catalogue/clearproducts',
  // Fields, as the API and as other clients write them.
  last_used_at: 'reference/standard.html#/api-keys/getapikey',
  lastUsedAt: 'reference/standard.html#/api-keys/getapikey',
  retires_at: 'reference/standard.html#/api-keys/getapikey',
  revoked_by_user_id: 'reference/standard.html#/api-keys/getapikey',
  grace_seconds: 'reference/standard.html#/api-keys/rotateapikey',
  group_id: 'reference/standard.html#/users-and-groups/getuser',
  next_cursor: 'reference/standard.html#/api-keys/listapikeys',
  unit_price: 'reference/standard.html#/orders-and-inventory/getorder',
  // Options of the command line.
  cors: 'guides/command-line.html#mock--cors',
  '--cors': 'guides/command-line.html#mock--cors',
  delay: 'guides/command-line.html#mock--delay',
  // Symbols of the SDK and the mock, and an option of other clients.
  createMock: 'sdk/functions/latchkey_mock.createMock.html',
  withResponse: 'sdk/interfaces/latchkey.Call.html#withresponse',
  LatchkeyTimeoutError: 'sdk/classes/latchkey.LatchkeyTimeoutError.html',
  openTelemetry: 'sdk/functions/latchkey.openTelemetry.html',
  maxRetries: 'guides/calls-in-production.html',
  'clock.advance': 'guides/mocking-in-tests.html#time',
  // Keywords.
  lifecycle: 'vocabulary.html#lifecycle',
  'x-latchkey': 'vocabulary.html',
}

let entries: readonly SearchEntry[]
let find: Find

test('the search finds what people, commands and the SDK call it', () => {
  const scope: { latchkeySearch?: Readonly<Record<string, readonly SearchEntry[]>> } = {}
  for (const part of ['pages', 'sdk']) new Function('globalThis', textOf(`assets/search-${part}.js`))(scope)
  entries = Object.values(scope.latchkeySearch ?? {}).flat()
  find = searchOver(entries)
  const first = Object.fromEntries(Object.keys(QUERIES).map(query => [query, find(query)[0]?.path]))
  expect(first).toEqual(QUERIES)
  expect(find('idempotencyKey')[0]?.title).toBe('idempotencyKey')
})

test('a field is found by its name, after prose and operations', () => {
  for (const query of ['redacted', 'redactedKey', 'key_prefix'])
    expect(find(query).map(({ title }) => title)).toContain('redacted')
  expect(find('email')[0]).toMatchObject({ kind: 'field', page: 'User · standard' })
  // Once for each resource, however many operations have it, and however it is written.
  for (const query of ['expires_at', 'expiresAt']) {
    const places = find(query).slice(0, 3)
    expect(places.map(({ kind, title }) => `${kind} ${title}`)).toEqual(Array(3).fill('field expires_at'))
    expect(places.map(({ page }) => page)).toContain('ApiKey · standard')
  }
})

test('if no section has all words, those with some of them are found', () => {
  expect(find('rotate zzzqqq').map(({ path }) => path)).toContain('guides/rotating-keys.html')
})

test('the search does not guess: a word that is nowhere finds nothing', () => {
  expect(find('zzzqqq')).toEqual([])
  expect(find('nextjs').map(({ title }) => title)).not.toContain('updateUser')
})

test('the end of a long section is found, too', () => {
  const long = entries.filter(({ text }) => text.length > 2000)
  expect(long.length).toBeGreaterThan(0)
  for (const { path, text } of long) {
    const words = text.slice(-60).replace(/^\S+\s/, '')
    expect(
      find(words).map(entry => entry.path),
      words,
    ).toContain(path)
  }
})

test('no entry shows HTML', () => {
  const marked = entries.filter(({ title, page, text }) =>
    /&(?:#\w+|lt|gt|amp|quot|nbsp);|<\/?(?:p|a|code|span|wbr)\b/.test([title, page, text].join(' ')),
  )
  expect(marked.map(({ path }) => path)).toEqual([])
})

test('files to copy come after prose', () => {
  for (const query of ['recipes', 'storybook', 'msw']) {
    const kinds = find(query).map(({ kind }) => kind)
    expect(
      kinds.slice(kinds.indexOf('file')).filter(kind => kind === 'guide'),
      query,
    ).toEqual([])
  }
})
