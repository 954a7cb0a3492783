import { expect, test } from 'vitest'
import { lastKey, pointerKeys } from './pointer.ts'

test.each(['', '#', '#/', 'a', '#/a', '#/a/', '#/a/b', '#/a~1b', '#/a/b%20c', '#//a'])(
  'the last key of %j is the last one of all',
  pointer => {
    expect(lastKey(pointer)).toBe(pointerKeys(pointer).at(-1))
  },
)
