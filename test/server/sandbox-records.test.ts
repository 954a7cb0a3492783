/** The maximum number of records counts those of sandboxes that exist, each once. */
import { createMock } from 'latchkey/mock'
import { expect, test } from 'vitest'
import type { EngineChange } from '../../mock/engine/engine.ts'
import { Instance } from '../../mock/server/instance.ts'
import { Sandboxes } from '../../mock/server/sandboxes/sandboxes.ts'

const MAX_RECORDS = 3
const FULL = `${MAX_RECORDS} of ${MAX_RECORDS} records`
const INSERT: EngineChange = { does: 'insert', resource: 'ApiKey', entry: { id: 'key_1', seq: 1, row: {} } }

/** Sandboxes whose records are inserted by the test, with the callbacks of all that were created, in their order. */
function sandboxesOf(whileCreating: (insert: () => void) => void | Promise<void> = () => {}) {
  const inserts: (() => void)[] = []
  const sandboxes = new Sandboxes({
    max: 10,
    idle: 60_000,
    maxRecords: MAX_RECORDS,
    make: async (_options, prefix, onChange) => {
      const insert = () => onChange(INSERT)
      inserts.push(insert)
      await whileCreating(insert)
      return new Instance({ mock: createMock(), document: async () => undefined, prefix })
    },
  })
  const insert = (sandbox: number, times = 1) => {
    for (let count = 0; count < times; count++) inserts[sandbox]?.()
  }
  return { sandboxes, insert }
}

test('a sandbox that is being created does not count yet', async () => {
  const ready = Promise.withResolvers<void>()
  const { sandboxes, insert } = sandboxesOf(() => ready.promise)
  const creation = sandboxes.create({}, 'one')
  insert(0, MAX_RECORDS)
  expect(() => sandboxes.assertRoom()).not.toThrow()
  ready.resolve()
  await creation
  expect(() => sandboxes.assertRoom()).toThrow(FULL)
})

test('records from its creation count once', async () => {
  const { sandboxes, insert } = sandboxesOf(insert => {
    insert()
    insert()
  })
  await sandboxes.create({}, 'one')
  expect(() => sandboxes.assertRoom()).not.toThrow()
  insert(0)
  expect(() => sandboxes.assertRoom()).toThrow(FULL)
})

test('a deleted sandbox that still handles a request does not count', async () => {
  const { sandboxes, insert } = sandboxesOf()
  await sandboxes.create({}, 'one')
  sandboxes.delete('one')
  insert(0, MAX_RECORDS)
  expect(() => sandboxes.assertRoom()).not.toThrow()
})

test('it does not count toward another sandbox with the same id either', async () => {
  const { sandboxes, insert } = sandboxesOf()
  await sandboxes.create({}, 'one')
  sandboxes.delete('one')
  await sandboxes.create({}, 'one')
  insert(0, MAX_RECORDS)
  expect(() => sandboxes.assertRoom()).not.toThrow()
  insert(1, MAX_RECORDS)
  expect(() => sandboxes.assertRoom()).toThrow(FULL)
})
