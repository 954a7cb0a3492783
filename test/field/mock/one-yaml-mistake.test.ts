/** "One YAML mistake in a shared file printed 42 findings." */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { loadContract } from '../../../openapi/read/load-contract.ts'
import { folderOf, problemsOf } from '../../contract/files.ts'

const source = fileURLToPath(new URL('../../../openapi', import.meta.url))
const SHARED = 'schemas/common.yaml'
const OVERLAY = `overlay: 1.1.0
info: { title: Mine, version: 1.0.0 }
extends: openapi.yaml
actions:
  - { target: $.info, update: { title: Mine } }
`

let folder = ''
beforeEach(() => {
  folder = folderOf({ 'mine.overlay.yaml': OVERLAY })
  for (const part of ['openapi.yaml', 'paths', 'schemas'])
    cpSync(join(source, part), join(folder, part), { recursive: true })
})

const file = (name: string) => join(folder, name)
const edit = (name: string, change: (lines: string[]) => string[]) =>
  writeFileSync(file(name), change(readFileSync(file(name), 'utf8').split('\n')).join('\n'))

describe.each(['openapi.yaml', 'mine.overlay.yaml'])('in %s', root => {
  const problems = () => problemsOf(loadContract(file(root), 'none'))

  test('a file that is not YAML is one problem, at its line', async () => {
    edit(SHARED, lines => lines.toSpliced(8, 0, '  bad: [unclosed'))
    expect(await problems()).toEqual([
      {
        where: `${file(SHARED)}:10:3`,
        message:
          'The file is neither YAML nor JSON: deficient indentation. Findings that may follow from it are held back.',
      },
    ])
  })

  test('two such files are two problems', async () => {
    for (const name of [SHARED, 'schemas/users.yaml']) edit(name, lines => ['a: [', ...lines])
    expect((await problems()).map(({ where }) => where.split(':')[0]).sort()).toEqual([
      file(SHARED),
      file('schemas/users.yaml'),
    ])
  })

  test('a file that is missing is one problem, at the first reference', async () => {
    rmSync(file(SHARED))
    const [problem, ...others] = await problems()
    expect(others).toEqual([])
    expect(problem?.where).toMatch(/\/(schemas|paths)\/[\w-]+\.yaml:\d+:\d+$/)
    expect(problem?.message).toContain(file(SHARED))
    expect(problem?.message).toMatch(/\d+ other references to it fail too\./)
  })

  test('a file that is empty is one problem', async () => {
    writeFileSync(file(SHARED), '# Shapes that many resources share.\n')
    expect(await problems()).toMatchObject([{ where: file(SHARED), message: /^The file is empty\./ }].map(like))
  })

  test('a definition that is missing is reported for each reference, and nothing that follows from it', async () => {
    edit(SHARED, lines => lines.map(line => (line === 'Time:' ? 'Tyme:' : line)))
    const found = await problems()
    expect(found.length).toBeGreaterThan(1)
    for (const { message } of found) expect(message).toBe("Can't resolve $ref (no-unresolved-refs)")
  })
})

test('the root that is not YAML is one problem, at its line', async () => {
  edit('openapi.yaml', lines => ['openapi: [3.1.1', ...lines])
  const problems = await problemsOf(loadContract(file('openapi.yaml'), 'none'))
  expect(problems).toHaveLength(1)
  expect(problems[0]?.where).toMatch(new RegExp(`^${file('openapi.yaml')}:\\d+:\\d+$`))
})

const like = ({ where, message }: { where: string; message: RegExp }) => ({
  where,
  message: expect.stringMatching(message),
})
