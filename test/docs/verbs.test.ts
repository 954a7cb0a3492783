/** The tutorial says what each verb does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { VERBS } from '../../openapi/contract/generated/words.ts'

test('the tutorial has a row for each verb of `does`', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/emulating-an-api.md'), 'utf8')
  const [, section = ''] = text.split('## The values of `does`')
  const [table = ''] = section.split('\n\nIf the body')
  const named = [...table.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  )
  expect(named.filter(name => name !== 'does').toSorted()).toEqual([...VERBS].toSorted())
})
