import { expect, test } from 'vitest'
import { contextOf } from '../../../test/engine/fixtures.ts'
import { inUtc } from './times.ts'

const context = contextOf()

test('times are converted to UTC with milliseconds, if the schema or a referenced schema is a time', () => {
  expect(inUtc(context, 'ApiKey', { name: 'x', expires_at: '2026-01-01T02:00:00+02:00' })).toEqual({
    name: 'x',
    expires_at: '2026-01-01T00:00:00.000Z',
  })
  expect(inUtc(context, 'InboundShipment', { expected_at: '2026-01-01t00:00:00z' })).toEqual({
    expected_at: '2026-01-01T00:00:00.000Z',
  })
})

test('other values do not change', () => {
  for (const value of [null, 7, 'soon', '2026-01-01', {}, undefined])
    expect(inUtc(context, 'ApiKey', { expires_at: value })).toEqual({ expires_at: value })
  const values = { name: '2026-01-01T02:00:00+02:00' }
  expect(inUtc(context, 'ApiKey', values)).toEqual(values)
  expect(inUtc(context, 'Nothing', values)).toBe(values)
})
