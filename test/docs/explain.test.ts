/** The decorator `docs/explain`, which reads its text from any contract. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import plugin from '../../docs/build/redocly-plugin.ts'
import { readSystems } from '../../docs/build/system.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import { diagram } from '../../openapi/vocabulary/explain/diagram.ts'
import { explain } from '../../openapi/vocabulary/explain/explain.ts'

interface Described {
  readonly name?: string
  readonly operationId?: string
  readonly description: string
  readonly responses?: Readonly<Record<string, Described>>
}
type Document = JsonObject & {
  readonly tags: readonly Described[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly securitySchemes: Readonly<Record<string, Described>> }
}

const systems = readSystems()

/** An explained copy of the document of a system. `change` can edit the copy first. */
function explained(id: string, change: (document: Document) => void = () => {}): Document {
  const file = systems.find(system => system.id === id)?.file ?? ''
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document
  change(document)
  explain(document, { diagram, problem: code => `[${code}](errors#${code})` })
  return document
}

const keysOf = ({ tags }: Document) => tags.find(({ name }) => name === 'API keys')?.description ?? ''
const find = ({ paths }: Document, id: string) =>
  Object.values(paths)
    .flatMap(item => Object.values(item))
    .find(({ operationId }) => operationId === id)
const operationOf = (document: Document, id: string) => find(document, id)?.description ?? ''
const responsesOf = (document: Document, id: string) =>
  Object.values(find(document, id)?.responses ?? {})
    .map(({ description }) => description)
    .join('\n')

test('the plugin registers it with Redocly', () => {
  expect(Object.keys(plugin().decorators?.oas3 ?? {})).toEqual(['explain', 'samples'])
})

describe('a resource', () => {
  test('is drawn with its states in that system', () => {
    const drawn = (id: string) => keysOf(explained(id)).match(/aria-label="([^"]*)"/)?.[1]
    expect(drawn('standard')).toBe(
      'A new API key is active; pause: from active to paused; resume: from paused to active; ' +
        'revoke: from active, paused, retiring or expired to revoked; retire: from active to retiring; ' +
        'cancel_rotation: from retiring to active; delete: from revoked to gone; ' +
        'at expires_at: from active, paused or retiring to expired; at retires_at: from retiring to revoked',
    )
    expect(drawn('warehouse')).toBe('A new API key is active; revoke: from active to revoked')
    expect(drawn('account-keys')).toBe('A new API key is active; delete: from active to gone')
  })

  test('is drawn with fixed colours and a background, without references to the page', () => {
    const svg = keysOf(explained('standard')).match(/<svg.*?<\/svg>/s)?.[0] ?? ''
    expect(svg).toMatch(/<rect width="100%" height="\d+" rx="10" fill="#[\da-f]{6}"\/>/)
    expect(svg).not.toMatch(/currentColor|var\(|style=|href|viewBox/)
  })

  test('states its limit, the operations it applies to, and the error code', () => {
    expect(keysOf(explained('standard'))).toContain(
      'At most **5** API keys per user may be `active` or `paused` at once. The limit applies to `createApiKey`, ' +
        '`rotateApiKey` and `cancelApiKeyRotation`. Beyond it, the response is [active_key_limit_reached](errors#active_key_limit_reached).',
    )
    expect(keysOf(explained('secret-keys'))).toContain('At most **1** API key per user may be `active` at once')
    expect(keysOf(explained('user-keys'))).toContain('Any number of API keys')
  })

  test('follows the contract, not this test', () => {
    const changed = explained('standard', document => {
      const limits = (
        document as never as { components: { schemas: { ApiKey: { 'x-latchkey': { limits: { max: number }[] } } } } }
      ).components.schemas.ApiKey['x-latchkey'].limits
      if (limits[0]) limits[0].max = 12
    })
    expect(keysOf(changed)).toContain('At most **12** API keys')
  })

  test('states who sees it, and what shows its secret', () => {
    expect(keysOf(explained('secret-keys'))).toContain('API keys are visible only to the user in `user_id`.')
    expect(keysOf(explained('store-admin'))).toContain('`secret` starts with `hc_`. Only ')
  })

  test('that no operation works on is left out', () => {
    const { info } = explained('warehouse') as never as { readonly info: Described }
    expect(info.description).not.toMatch(/Accounts|Groups|Users/)
  })

  test('that is a window states how long it is open', () => {
    const tag = explained('store-admin').tags.find(({ name }) => name === 'Clear operations')
    expect(tag?.description).toContain(
      'It stays open for 60 minutes and closes automatically, exactly at `expires_at`.',
    )
  })
})

describe('an operation', () => {
  test('states who may call it', () => {
    const callers = (system: string, id: string) =>
      /\*\*Who may call\.\*\* (.*)/.exec(operationOf(explained(system), id))?.[1]
    expect(callers('standard', 'createSession')).toBe('Anyone. No credentials are needed.')
    expect(callers('standard', 'createApiKey')).toBe(
      'An API key with `api_keys:write` or a session with `api_keys:write`.',
    )
    expect(callers('warehouse', 'createApiKey')).toBe('A session.')
    expect(callers('warehouse', 'createInbound')).toContain('and the header `X-Warehouse-Id`')
    expect(callers('standard', 'listInbound')).toContain('(the header `X-Warehouse-Id` is optional)')
  })

  test('states the rule behind an error code at the response that has it', () => {
    const lines = responsesOf(explained('warehouse'), 'createInbound').split('\n')
    const reasonOf = (code: string) => lines.find(line => line.includes(`[${code}]`))?.split(' — ')[1]
    expect(reasonOf('missing_credentials')).toBe('it requires credentials.')
    expect(reasonOf('key_revoked')).toBe('`apiKey` rejects a credential that is `revoked`.')
    expect(reasonOf('missing_warehouse')).toBe('the `warehouse` of `X-Warehouse-Id` must be sent, as a number.')
    expect(reasonOf('warehouse_forbidden')).toBe('the `warehouse` of `X-Warehouse-Id` must belong to the account.')
  })

  test('states the rule behind every error code that it declares', () => {
    for (const { id, contract } of systems) {
      const document = explained(id)
      for (const { id: operation, responses } of contract.operations) {
        const lines = responsesOf(document, operation)
          .split('\n')
          .filter(line => /^- \[/.test(line))
        const codes = Object.values(responses).flatMap(({ codes = [] }) => codes)
        expect(lines.map(line => /\[(\w+)\]/.exec(line)?.[1]).sort()).toEqual([...codes].sort())
        expect(lines.filter(line => !line.includes(' — '))).toEqual([])
      }
    }
  })
})

test('a security scheme states whom it acts as, and the error code of each situation', () => {
  const { apiKey } = explained('standard').components.securitySchemes
  expect(apiKey?.description).toContain('It acts as `user_id`. Permissions are looked up at each request.')
  expect(apiKey?.description).toContain('| paused | [key_paused](errors#key_paused) |')
  expect(explained('warehouse').components.securitySchemes.apiKey?.description).toContain(
    'It has every permission: never expose it in client-side code or a public repository.',
  )
})

test('a document without keywords is unchanged', () => {
  const document = {
    openapi: '3.1.1',
    info: { title: 'Plain', version: '1' },
    paths: { '/a': { get: { description: 'A.', responses: {} } } },
  }
  const before = structuredClone(document)
  explain(document, { problem: code => code })
  expect(document).toEqual(before)
})
