import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { isPosition, type Position, SortedIndex } from './sorted-index.ts'

const entry = (seq: number, value: unknown): Entry => ({ id: `e${seq}`, seq, row: { value } })
const seqs = (index: SortedIndex, after?: Position, descending = false) =>
  [...index.walk(after, descending)].map(({ seq }) => seq)

describe('a sorted index', () => {
  test('sorts null first, then numbers by value or strings by code unit, and equal values by creation', () => {
    const numbers = [5, null, 40, 5, undefined, -1]
    expect(
      seqs(
        new SortedIndex(
          'value',
          numbers.map((value, seq) => entry(seq, value)),
        ),
      ),
    ).toEqual([1, 4, 5, 0, 3, 2])
    const texts = ['b', 'B', 'a', '', 'é', 'b', '10', '9', '\ud800']
    expect(
      seqs(
        new SortedIndex(
          'value',
          texts.map((value, seq) => entry(seq, value)),
        ),
      ),
    ).toEqual([3, 6, 7, 1, 2, 0, 5, 4, 8])
  })

  test('can be read from a position in both directions, even if no record is at the position', () => {
    const index = new SortedIndex(
      'value',
      ['a', 'c', 'c', 'e'].map((value, seq) => entry(seq, value)),
    )
    expect([seqs(index, ['c', 1]), seqs(index, ['c', 1], true)]).toEqual([[2, 3], [0]])
    expect([seqs(index, ['d', 0]), seqs(index, ['d', 0], true)]).toEqual([[3], [2, 1, 0]])
    expect([seqs(index, ['z', 0]), seqs(index, [null, 0], true)]).toEqual([[], []])
    expect(seqs(index, undefined, true)).toEqual([3, 2, 1, 0])
  })

  test('stays sorted when entries are added and removed', () => {
    const entries = Array.from({ length: 1000 }, (_, seq) => entry(seq, (seq * 7919) % 1000))
    const index = new SortedIndex('value', entries.slice(0, 500))
    for (const added of entries.slice(500)) index.add(added)
    for (const removed of entries.filter(({ seq }) => seq % 3 === 0)) index.remove(removed)
    const left = entries.filter(({ seq }) => seq % 3 !== 0)
    const expected = left.sort((one, other) => Number(one.row.value) - Number(other.row.value)).map(({ seq }) => seq)
    expect(seqs(index)).toEqual(expected)
    expect(seqs(index, undefined, true)).toEqual(expected.reverse())
  })
})

test('a position is a primitive value and a sequence number', () => {
  for (const position of [
    ['a', 1],
    [null, 0],
    [1, 2],
    [true, 3],
  ])
    expect(isPosition(position)).toBe(true)
  for (const other of [[], ['a'], ['a', '1'], [{}, 1], [[], 1], ['a', 1, 2], ['a', null]])
    expect(isPosition(other)).toBe(false)
})
