/** Requests cost the same for any number of operations and resources: after the first ones, none goes through all of them. */
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { openMock } from '../../../mock/api/open.ts'
import { loadValue } from '../../../openapi/read/load-document.ts'

const TODO = JSON.parse(readFileSync(new URL('../../bench/todo.json', import.meta.url), 'utf8'))

/** Counts how often something goes through all members. */
function counted<Value extends object>(value: Value, counts: { walks: number }): Value {
  return new Proxy(value, {
    ownKeys: target => {
      counts.walks++
      return Reflect.ownKeys(target)
    },
    get: (target, key) => {
      if (key === Symbol.iterator || key === 'length') counts.walks++
      return Reflect.get(target, key)
    },
  })
}

test('requests go through neither all operations nor all resources', async () => {
  const { contract } = loadValue(TODO, 'todo')
  const counts = { walks: 0 }
  const { engine } = openMock({
    contract: {
      ...contract,
      operations: counted(contract.operations, counts),
      resources: counted(contract.resources, counts),
      schemas: counted(contract.schemas, counts),
    },
    seed: 1,
    isChecked: true,
  })
  const use = async () => {
    const headers = { 'Content-Type': 'application/json' }
    const created = await engine.fetch(
      new Request('http://x/todos', { method: 'POST', headers, body: '{"title":"Write it"}' }),
    )
    const { id } = await created.json()
    for (const path of [`/todos/${id}`, '/todos?limit=2', '/nothing'])
      await (await engine.fetch(new Request(`http://x${path}`))).text()
    return created.status
  }
  expect(await use()).toBe(201)
  expect(counts.walks).toBeGreaterThan(0)
  counts.walks = 0
  expect(await use()).toBe(201)
  expect(counts.walks).toBe(0)
})

test('the parameters of an operation are checked by the same schemas at each request', async () => {
  const parameters = ['path', 'query', 'header'].map(place => ({
    name: `the-${place}`,
    in: place,
    required: place === 'path',
    schema: { type: 'integer' },
  }))
  const responses = { 204: { description: 'Done.' } }
  const { contract } = loadValue(
    {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/x/{the-path}': { get: { parameters, responses } } },
    },
    'x',
  )
  const { engine } = openMock({ contract, seed: 1, isChecked: true })
  const check = vi.spyOn(engine.context.schemas, 'checkRequest')
  for (let count = 0; count < 3; count++)
    await engine.fetch(new Request('http://x/x/1?the-query=2', { headers: { 'the-header': '3' } }))
  expect(check).toHaveBeenCalledTimes(9)
  expect(new Set(check.mock.calls.map(([schema]) => schema)).size).toBe(3)
})
