import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

const positions = [
  ['name', 1],
  [null, 7],
  [12.5, 2],
  ['', 0],
  ['\ud800 😀 "\\', 3],
  [true, 4],
]

describe('a cursor', () => {
  test.each(positions)('contains the position %j', (...position) => {
    const cursor = encodeCursor(position, 'scope')
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(decodeCursor(cursor, 'scope')).toEqual(position)
  })

  test('is valid for its scope only', () => {
    const cursor = encodeCursor(['a', 1], 'scope')
    for (const scope of ['', 'Scope', 'scope ', 'scop', 'é']) expect(decodeCursor(cursor, scope)).toBeUndefined()
  })

  test.each(['', 'a', 'abcdef', 'abcdefg', '😀12345', '\ud83d', '%%%%%%%', '=======', ' ', 'a b c d e f'])(
    'is undefined if it is malformed: %j',
    text => {
      expect(decodeCursor(text, 'scope')).toBeUndefined()
    },
  )
})
