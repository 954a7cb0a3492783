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
  test.each(positions)('holds the position of %j', (...position) => {
    const cursor = encodeCursor(position, 'scope')
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(decodeCursor(cursor, 'scope')).toEqual(position)
  })

  test('is good for its scope only', () => {
    const cursor = encodeCursor(['a', 1], 'scope')
    for (const scope of ['', 'Scope', 'scope ', 'scop', 'é']) expect(decodeCursor(cursor, scope)).toBeUndefined()
  })

  test.each(['', 'a', 'abcdef', 'abcdefg', '😀12345', '\ud83d', '%%%%%%%', '=======', ' ', 'a b c d e f'])(
    '%j is none',
    text => {
      expect(decodeCursor(text, 'scope')).toBeUndefined()
    },
  )
})
