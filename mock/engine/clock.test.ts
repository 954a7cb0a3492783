import { describe, expect, test } from 'vitest'
import { Clock } from './clock.ts'

describe('a clock', () => {
  test('stops at the time that is set, and can be advanced', () => {
    const clock = new Clock('2026-01-01T00:00:00Z')
    expect([clock.now, String(clock)]).toEqual([Date.UTC(2026, 0, 1), '2026-01-01T00:00:00.000Z'])
    clock.advance('P1DT1H1M1S')
    expect(String(clock)).toBe('2026-01-02T01:01:01.000Z')
    clock.set('2025-01-01T00:00:00+01:00')
    expect(String(clock)).toBe('2024-12-31T23:00:00.000Z')
  })

  test('defaults to the real time, stops when it is advanced, and can return to the real time', () => {
    const clock = new Clock()
    const before = Date.now()
    expect(clock.now).toBeGreaterThanOrEqual(before)
    clock.advance('P1D')
    const stopped = clock.now
    expect(stopped).toBeGreaterThanOrEqual(before + 86_400_000)
    expect(clock.now).toBe(stopped)
    clock.useRealTime()
    expect(clock.now).toBeLessThan(stopped)
  })

  test('accepts a Date and milliseconds, and can be restored', () => {
    const clock = new Clock()
    expect(clock.fixed).toBeNull()
    clock.set(new Date(Date.UTC(2026, 0, 1)))
    clock.advance(61 * 60_000)
    expect([String(clock), clock.fixed]).toEqual(['2026-01-01T01:01:00.000Z', Date.UTC(2026, 0, 1, 1, 1)])
    clock.restore(null)
    expect(clock.now).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1))
    expect(clock.fixed).toBeNull()
    clock.restore(7)
    expect(clock.now).toBe(7)
  })

  test('throws for an invalid time or duration, and does not change', () => {
    const clock = new Clock('2026-01-01T00:00:00Z')
    for (const time of ['', '2026', '2026-01-01', 'Jan 1 2026', '2026-02-30T00:00:00Z', '+010000-01-01T00:00:00Z'])
      expect(() => clock.set(time)).toThrow(RangeError)
    for (const time of [new Date(Number.NaN), new Date(8.64e15), 5, null, undefined] as Date[])
      expect(() => clock.set(time)).toThrow(RangeError)
    for (const duration of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => clock.advance(duration)).toThrow(RangeError)
    for (const duration of ['', 'P', 'PT', 'P1Y', 'PT1.5S', '-PT1S', '60', 'PT1S ']) {
      expect(() => clock.advance(duration)).toThrow(RangeError)
    }
    expect(String(clock)).toBe('2026-01-01T00:00:00.000Z')
  })
})
