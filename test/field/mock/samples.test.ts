/** "I copied the sample, and my second test got the 409 of the first." */
// Source: mswjs/msw #657, mswjs/data #50
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { guideNames, readGuide } from '../../../docs/build/pages/guides.ts'
import { ROOT } from '../../../docs/build/paths.ts'
import { VitestRun } from '../../docs/run/vitest.ts'
import { snippetsOf } from '../../docs/snippets.ts'
import { TUTORIALS } from '../../docs/tutorials.ts'

mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/samples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Sample {
  readonly name: string
  readonly source: string
}

// The samples of tutorials need the files of the steps before them.
const guides = guideNames
  .filter(name => !TUTORIALS.includes(name))
  .map(readGuide)
  .flatMap(({ name, text }) =>
    snippetsOf(text)
      .filter(({ language, source }) => language === 'ts' && source.includes("from 'vitest'"))
      .map(({ source }, index): Sample => ({ name: `${name}-${index}`, source })),
  )

const IMPORTS = `
import { createMock } from 'latchkey/mock'
import { startNetwork } from 'latchkey/mock/node'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
`

const docstrings = globSync('mock/**/*.ts', { cwd: ROOT }).flatMap(file =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/@example\n((?: *\*.*\n)+?) *\*\//g)]
    .map(([, example = '']) => example.replace(/^ *\* ?/gm, ''))
    .filter(example => /^const \w+ = (setupServer|startNetwork)\(/m.test(example))
    .map((example, index): Sample => ({ name: `${file.replaceAll(/\W/g, '-')}-${index}`, source: IMPORTS + example })),
)

/** Each test twice. */
const twice = (source: string) =>
  source.replaceAll(
    /^( *)test\((.*?),/gm,
    (_, indent, name) => `${indent}for (const round of [1, 2]) test(\`\${round} \` + ${name},`,
  )

/** Two tests that change whatever a test can change, and find nothing of each other. */
const PROBE = (handlers: string) => `
import * as msw from 'msw'
const initial = JSON.stringify(mock.snapshot())
for (const round of [1, 2])
  test(\`\${round} finds the initial state\`, async () => {
    expect(JSON.stringify(mock.snapshot())).toBe(initial)
    expect(mock.requests).toEqual([])
    const url = \`\${mock.baseUrl ?? 'https://shop.test/api/v1'}/me\`
    expect((await fetch(url)).status).toBe(401)
    mock.signIn('admin')
    mock.fail('*', { status: 503 })
    expect((await fetch(url)).status).toBe(503)
    ${handlers}.use(msw.http.get(url, () => msw.HttpResponse.json({})))
    expect((await fetch(url)).status).toBe(200)
  })
`

const probed = [...guides, ...docstrings].flatMap(({ name, source }) => {
  const [, handlers] = /^const (\w+) = (?:setupServer|startNetwork)\(/m.exec(source) ?? []
  return handlers === undefined ? [] : [{ name: `${name}-probed`, source: source + PROBE(handlers) }]
})

describe('the tests of each sample pass twice in one file', () => {
  const samples = [...guides.map(({ name, source }) => ({ name, source: twice(source) })), ...probed]
  const tests = new VitestRun(folder)
  for (const { name, source } of samples) tests.add(name, source)

  test('the samples are found', () => {
    expect(guides.length).toBeGreaterThan(8)
    expect(probed.map(({ name }) => name.replace(/-\d+-probed$/, ''))).toEqual(
      expect.arrayContaining(['migrating', 'mocking-in-tests', 'mock-node-ts', 'mock-api-types-mock-ts']),
    )
  })
  test.each(samples)('$name', ({ name }) => tests.passes(name))
})
