import { describe, expect, test } from 'vitest'
import { formatTime, parseDuration, parseTime } from './time.ts'

describe('a time', () => {
  test.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01t00:00:00z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T02:30:00.5+02:30', '2026-01-01T00:00:00.500Z'],
    ['2026-01-01T00:00:00.123999Z', '2026-01-01T00:00:00.123Z'],
    ['2026-01-01T00:00:00-00:00', '2026-01-01T00:00:00.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is parsed', (text, utc) => {
    expect(formatTime(parseTime(text))).toBe(utc)
  })

  test.each([
    '',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00 Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T23:60:00Z',
    '2025-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T00:00:00+2',
    '2026-01-01T00:00:00+0200',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00.Z',
    '+002026-01-01T00:00:00Z',
    '9999-12-31T23:59:59-00:01',
    '0000-01-01T00:00:00+00:01',
    '２０２６-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
  ])('%j is rejected', text => {
    expect(parseTime(text)).toBeNaN()
  })

  test('that is too late for the format is written as the latest time', () => {
    for (const milliseconds of [Date.UTC(10_000, 0, 1), 8.64e15 + 1, 1e300, Number.POSITIVE_INFINITY])
      expect(formatTime(milliseconds)).toBe('9999-12-31T23:59:59.999Z')
  })
})

describe('a duration', () => {
  test.each([
    ['PT61M', 3_660_000],
    ['P1D', 86_400_000],
    ['P1DT2H3M4S', 93_784_000],
    ['PT0S', 0],
    ['PT12H', 43_200_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    '1H',
    'PT1H1H',
    'P1M',
    'P1W',
    'PT-1S',
    'PT1.5H',
    'pt1h',
    ' PT1H',
    `P${'9'.repeat(400)}D`,
  ])('%j is rejected', text => {
    expect(() => parseDuration(text)).toThrow(RangeError)
  })
})
