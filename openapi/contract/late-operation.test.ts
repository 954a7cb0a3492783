import { expect, test, vi } from 'vitest'
import { type LateFields, lateOperation, splitOperation } from './late-operation.ts'

const LATE: LateFields = {
  security: [],
  query: [],
  headers: [],
  cookies: undefined,
  pathParameters: undefined,
  body: undefined,
  responses: { 200: { headers: [] } },
  success: 200,
}

test('the late fields are made once, when one of them is read, and are plain values then', () => {
  const make = vi.fn(() => LATE)
  const operation = lateOperation({ id: 'getPet', method: 'GET', path: '/pets/{id}', does: 'get' }, make)
  expect([operation.id, Object.keys(operation).length]).toEqual(['getPet', 12])
  expect(make).not.toHaveBeenCalled()
  expect([operation.success, operation.responses]).toEqual([200, LATE.responses])
  expect(make).toHaveBeenCalledOnce()
  expect(Object.getOwnPropertyDescriptor(operation, 'security')).toMatchObject({ value: [], enumerable: true })
  expect(splitOperation({ ...operation }).late).toEqual(LATE)
})
