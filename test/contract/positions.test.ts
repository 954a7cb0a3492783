import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadContract } from '../../openapi/read/load-contract.ts'
import { fileOf, folderOf, position, problemsOf } from './files.ts'
import { TINY } from './tiny.ts'

const text = readFileSync(TINY, 'utf8')

test('a finding is reported with file, line and column', async () => {
  const broken = text.replace('visible_to: account', 'visble_to: account')
  const file = fileOf('shop.yaml', broken)
  expect(await problemsOf(loadContract(file, 'none'))).toEqual([
    {
      where: `${file}:${position(broken, 'visble_to')}`,
      message:
        '`visble_to` is unknown in the keywords of a component schema (a resource). Did you mean `visible_to`? (latchkey/well-formed)',
    },
  ])
})

/** The tiny contract with one of its schemas in a separate file. */
function spread(depot: string): { folder: string; crate: string } {
  const crate = [
    'type: object',
    'properties:',
    '  id: { type: string }',
    '  depot_id:',
    '    type: integer',
    `    x-latchkey: { refers_to: ${depot}, selected_by: depot }`,
    'x-latchkey: { owner: { tenant: account_id } }',
  ].join('\n')
  const start = text.indexOf('    Crate:\n')
  const end = text.indexOf('    CrateList:\n')
  const root = `${text.slice(0, start)}    Crate: { $ref: crate.yaml }\n${text.slice(end)}`
  return { folder: folderOf({ 'shop.yaml': root, 'crate.yaml': crate }), crate }
}

test('a contract of many files is one contract', async () => {
  const { contract } = await loadContract(join(spread('Depot').folder, 'shop.yaml'), 'none')
  const { contract: tiny } = await loadContract(TINY, 'none')
  expect(contract).toEqual({ ...tiny, system: 'shop' })
})

test('keywords can be next to the reference to the schema', async () => {
  const library = 'Crate: { $ref: crate.yaml, x-latchkey: { owner: { tenant: account_id } } }'
  const crate = [
    'type: object',
    'properties:',
    '  id: { type: string }',
    '  depot_id: { type: integer, x-latchkey: { refers_to: Depot, selected_by: depot } }',
  ].join('\n')
  const start = text.indexOf('    Crate:\n')
  const end = text.indexOf('    CrateList:\n')
  const root = (text.slice(0, start) + text.slice(end)).replace('#/components/schemas/Crate"', 'library.yaml#/Crate"')
  const folder = folderOf({ 'shop.yaml': root, 'library.yaml': library, 'crate.yaml': crate })
  const { contract } = await loadContract(join(folder, 'shop.yaml'), 'none')
  const { contract: tiny } = await loadContract(TINY, 'none')
  expect(contract.resources.Crate).toEqual(tiny.resources.Crate)
})

test('a finding in a contract of many files is reported in its file', async () => {
  const { folder, crate } = spread('Dept')
  expect(await problemsOf(loadContract(join(folder, 'shop.yaml'), 'none'))).toEqual([
    {
      where: `${join(folder, 'crate.yaml')}:${position(crate, 'refers_to')}`,
      message:
        '`Dept` is not a resource: no component schema of that name has `x-latchkey`. Did you mean `Depot`? (latchkey/refers_to)',
    },
  ])
})

test('a reference that cannot be resolved is reported with file, line and column', async () => {
  const broken = text.replace('#/components/schemas/Cleared', '#/components/schemas/Clear')
  const file = fileOf('shop.yaml', broken)
  const [problem] = await problemsOf(loadContract(file, 'none'))
  const line = position(broken, '#/components/schemas/Clear').split(':')[0]
  expect(problem?.where).toMatch(new RegExp(`^${file}:${line}:`))
  expect(problem?.message).toContain("Can't resolve $ref")
})

test('a file that is neither YAML nor JSON is reported', async () => {
  const file = fileOf('shop.yaml', 'openapi: [3.1.1\npaths: {}\n')
  const [problem] = await problemsOf(loadContract(file, 'none'))
  expect(problem?.where).toContain(file)
})
