import { expect, test } from 'vitest'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { SortedIndex } from './sorted-index.ts'

const entry = (seq: number, rank?: number): Entry => ({ id: `e${seq}`, seq, row: { rank } })

const ids = ({ all }: SortedIndex) => all.map(({ id }) => id)

test('all entries are listed once, and new last ones join the same list', () => {
  const index = new SortedIndex('', [entry(1), entry(2)])
  const { all } = index
  index.add(entry(3))
  expect(index.all).toBe(all)
  expect(ids(index)).toEqual(['e1', 'e2', 'e3'])
})

test('the list of all entries follows a removal, and an entry that is not the last', () => {
  const [one, two, three] = [entry(1, 10), entry(2, 30), entry(3, 20)]
  const index = new SortedIndex('rank', [one, two])
  expect(ids(index)).toEqual(['e1', 'e2'])
  index.add(three)
  expect(ids(index)).toEqual(['e1', 'e3', 'e2'])
  index.remove(one)
  expect(ids(index)).toEqual(['e3', 'e2'])
})

test('an entry that is moved is listed once', () => {
  const [one, two] = [entry(1, 10), entry(2, 20)]
  const index = new SortedIndex('rank', [one, two])
  expect(ids(index)).toEqual(['e1', 'e2'])
  index.remove(one)
  one.row = { rank: 30 }
  index.add(one)
  expect(ids(index)).toEqual(['e2', 'e1'])
  index.add(one)
  expect(ids(index)).toEqual(['e2', 'e1'])
})
