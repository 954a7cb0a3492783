import { expect, test } from 'vitest'
import { type Timer, Timers } from './timers.ts'

const timer = (id: string, kind: Timer['kind'] = 'expiry') => ({ resource: 'Thing', id, kind })

test('timers are returned by time, and in the order of scheduling if the time is the same', () => {
  const timers = new Timers()
  for (const [id, at] of [
    ['c', 30],
    ['a', 10],
    ['b', 20],
    ['a2', 10],
    ['z', 90],
  ] as const)
    timers.schedule(at, timer(id))
  const due: string[] = []
  for (let next = timers.next(30); next; next = timers.next(30)) due.push(`${next.timer.id} ${next.at}`)
  expect(due).toEqual(['a 10', 'a2 10', 'b 20', 'c 30'])
  expect([timers.next(89), timers.next(90)?.timer.id, timers.next(90)]).toEqual([undefined, 'z', undefined])
})

test('a record has one timer of each kind, which can be moved and removed', () => {
  const timers = new Timers()
  for (const at of [10, 30, 20]) timers.schedule(at, timer('a'))
  timers.schedule(25, timer('a', 'retirement'))
  timers.schedule(15, timer('b'))
  timers.schedule(undefined, timer('b'))
  timers.schedule(undefined, timer('c'))
  expect(timers.size).toBe(2)
  expect([timers.next(15), timers.next(90)?.at, timers.next(90)?.at, timers.next(90)]).toEqual([
    undefined,
    20,
    25,
    undefined,
  ])
  expect(timers.size).toBe(0)
})
