import { expect, test } from 'vitest'
import { Timers } from './timers.ts'

const timer = (id: string) => ({ resource: 'Thing', id })

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
