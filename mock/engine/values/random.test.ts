import { expect, test } from 'vitest'
import { SeededRandom } from './random.ts'

const draw = (seed: number) => {
  const random = new SeededRandom(seed)
  return [
    random.id('key_'),
    random.id('key_'),
    random.requestId(),
    random.requestId(),
    random.characters('x', 1, 43),
  ].join()
}

test('the same seed gives the same values, and another seed gives different values', () => {
  expect(draw(1)).toBe(draw(1))
  expect(new Set([0, 1, 2, -1, 0.5, 2 ** 31].map(draw)).size).toBe(6)
})

test('each purpose has a separate stream', () => {
  const random = new SeededRandom(1)
  expect(random.id('key_').slice(4)).not.toBe(random.id('usr_').slice(4))
  const [one, other] = [new SeededRandom(1), new SeededRandom(1)]
  for (let count = 0; count < 5; count++) other.id('usr_')
  expect(other.id('key_')).toBe(one.id('key_'))
})

test('the counters are the whole state', () => {
  const one = new SeededRandom(1)
  for (let count = 0; count < 3; count++) one.id('key_')
  one.requestId()
  const other = new SeededRandom(1, one.counters)
  expect([other.id('key_'), other.requestId()]).toEqual([one.id('key_'), one.requestId()])
})

test('ids and request ids do not repeat', () => {
  const random = new SeededRandom(1)
  const ids = new Set(Array.from({ length: 2000 }, () => random.id('key_')))
  const requests = new Set(Array.from({ length: 20_000 }, () => random.requestId()))
  expect([ids.size, requests.size]).toEqual([2000, 20_000])
})

test('numbers between two bounds are integers, and include both bounds', () => {
  const random = new SeededRandom(1)
  const drawn = Array.from({ length: 200 }, () => random.between('delay', 3, 6))
  expect([...new Set(drawn)].sort()).toEqual([3, 4, 5, 6])
  expect(random.between('delay', 5, 5)).toBe(5)
})

test('the characters of secrets are distributed evenly, and no two secrets are equal', () => {
  const random = new SeededRandom(1)
  const drawn = Array.from({ length: 2000 }, (_, count) => random.characters('lk_live', count + 1, 43))
  expect(new Set(drawn.flatMap(characters => [characters.slice(0, 21), characters.slice(21)])).size).toBe(4000)
  const counts = new Map<string, number>()
  for (const character of drawn.join('')) counts.set(character, (counts.get(character) ?? 0) + 1)
  expect(counts.size).toBe(62)
  // The expected count of each character is 1387, with a standard deviation of 37.
  for (const count of counts.values()) expect(Math.abs(count - (2000 * 43) / 62)).toBeLessThan(200)
  for (let place = 0; place < 43; place++) expect(new Set(drawn.map(characters => characters[place])).size).toBe(62)
})
