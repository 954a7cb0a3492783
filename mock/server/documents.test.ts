import { existsSync } from 'node:fs'
import { join, parse } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from './documents.ts'

test('a build that was copied without its package says so', () => {
  const { root } = parse(import.meta.dirname)
  expect(existsSync(join(root, 'package.json'))).toBe(false)
  expect(() => packageRoot(root)).toThrow(/no package\.json above .+Install latchkey as a package/)
})

test('the package is found from a folder in it', () => {
  expect(packageRoot(join(import.meta.dirname, 'banner'))).toBe(packageRoot())
})
