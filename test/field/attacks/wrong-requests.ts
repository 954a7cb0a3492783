/** Prints how each system answers requests that break its schemas, one line a request. */

import { sample } from '../../../mock/engine/values/sample.ts'
import type { SystemId } from '../../../mock/generated/index.ts'
import { createMock } from '../../../mock/index.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { dereference } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'

const SYSTEMS: readonly SystemId[] = [
  'standard',
  'account-keys',
  'user-keys',
  'store-admin',
  'warehouse',
  'secret-keys',
]

/** Values that few schemas allow. */
const WRONG = [null, '', 'x'.repeat(300), '2026-02-30', -1, 1.5, true, {}, { a: 1 }, [], ['x', 'x'], [{ id: 1 }, {}]]

export async function answersToWrongRequests(): Promise<readonly string[]> {
  const answers: string[] = []
  for (const system of SYSTEMS) answers.push(...(await answersOf(system)))
  return answers
}

async function answersOf(system: SystemId): Promise<readonly string[]> {
  const mock = createMock({ system, now: '2026-01-01T00:00:00Z' })
  const { operations, schemas, basePath } = mock.contract
  const answers: string[] = []
  const ask = async (method: string, target: string, body?: unknown) => {
    // A session of its own: an operation may end that of the request before.
    const select = system === 'warehouse' ? { warehouse: 7 } : {}
    const { headers } = mock.signIn('admin', { select })
    const response = await mock.fetch(basePath + target, {
      method,
      headers: { ...headers, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    answers.push(`${system} ${method} ${target} ${response.status} ${await response.text()}`)
    mock.reset()
  }
  for (const { method, path, body, query, resource } of operations) {
    const [seed] = mock.contract.resources[resource ?? '']?.seed ?? []
    const target = path.replace(/\{[^}]+\}/, String(seed?.id ?? 'none'))
    for (const { name } of query)
      for (const value of ['', 'x', '-1', '1e400', '2026-02-30'])
        await ask(method, `${target}?${name}=${value}&${name}=1`)
    if (query.length > 0) await ask(method, `${target}?nothing=1&limit=x&sort=y&status=z`)
    if (!body) continue
    const right = sample(body.schema, { schemas, text: 'Sync', time: '2026-01-02T00:00:00Z' })
    for (const value of [right, ...WRONG]) await ask(method, target, value)
    if (!isObject(right)) continue
    for (const name of [...Object.keys(propertiesOf(dereference(schemas, body.schema))), ...Object.keys(right)])
      for (const value of WRONG) await ask(method, target, { ...right, [name]: value, unknown: value })
  }
  return answers
}

if (import.meta.main) for (const answer of await answersToWrongRequests()) console.log(answer)
