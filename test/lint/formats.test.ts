import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { LintFinding } from '../../openapi/read/lint-finding.ts'
import { githubCommands } from '../../src/cli/lint/formats/github.ts'
import { json } from '../../src/cli/lint/formats/json.ts'
import { sarif } from '../../src/cli/lint/formats/sarif.ts'
import { text } from '../../src/cli/lint/formats/text.ts'
import { reportOf } from '../../src/cli/lint/report.ts'

const finding = (
  rule: string,
  severity: LintFinding['severity'],
  message: string,
  line: number,
  file = 'api.yaml',
) => ({
  rule,
  severity,
  message,
  place: { file: resolve(file), line, column: 5, pointer: '#/paths/~1a' },
})
const FINDINGS: readonly LintFinding[] = [
  finding('reference', 'warning', 'It leads to nothing.', 9),
  finding('limits', 'error', 'A limit of 0: nothing.', 3),
  finding('reference', 'warning', 'It leads to nothing.', 12, 'specs/a b, c:d#%.yaml'),
  { ...finding('struct', 'error', 'Not\nvalid: 50 %, or so', 1, '/elsewhere/api.yaml'), inResult: '#/info' },
  { rule: 'unreadable', severity: 'error', message: 'Gone.', place: undefined },
]
const report = reportOf('api.yaml', { findings: FINDINGS, isComplete: true }, false)
const none = reportOf('api.yaml', { findings: [], isComplete: true }, false)

test('text has a paragraph for each rule, errors first', () => {
  expect(text(report)).toBe(`error: limits
  api.yaml:3:5 A limit of 0: nothing.

error: struct
  /elsewhere/api.yaml:1:5 Not
valid: 50 %, or so
    In the resulting document: #/info

error: unreadable
  Gone.

warning: reference
  It leads to nothing.
    api.yaml:9:5
    specs/a b, c:d#%.yaml:12:5

3 errors and 2 warnings.`)
  expect(text(none)).toBe('Nothing is wrong in api.yaml.')
})

test('text counts what is more than ten places of one mistake', () => {
  const many = Array.from({ length: 14 }, (_, line) => finding('reference', 'warning', 'Nothing.', line + 1))
  const printed = text(reportOf('api.yaml', { findings: many, isComplete: false }, false))
  expect(printed).toContain(
    'api.yaml:10:5\n    and 4 other places\n\n0 errors and 14 warnings. The rest was not checked.',
  )
})

test('json has every finding with its place', () => {
  const parsed = JSON.parse(json(report))
  expect(parsed).toMatchObject({ errors: 3, warnings: 2, complete: true })
  expect(parsed.findings[0]).toEqual({
    rule: 'limits',
    severity: 'error',
    message: 'A limit of 0: nothing.',
    file: 'api.yaml',
    line: 3,
    column: 5,
    pointer: '#/paths/~1a',
  })
  expect(parsed.findings).toHaveLength(5)
})

test('sarif is valid by its public schema', () => {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'))
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  for (const one of [report, none]) {
    validate(JSON.parse(sarif(one, '1.2.3')))
    expect(validate.errors).toBeNull()
  }
  validate({ ...JSON.parse(sarif(report, '1.2.3')), version: '2.0.0' })
  expect(validate.errors).not.toBeNull()
})

test('sarif has addresses that code scanning finds', () => {
  const { runs } = JSON.parse(sarif(report, '1.2.3'))
  const uris = runs[0].results.flatMap(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
  )
  expect(uris).toEqual(['api.yaml', 'file:///elsewhere/api.yaml', 'api.yaml', 'specs/a%20b,%20c:d%23%25.yaml'])
})

test('commands for GitHub are one line each, with everything escaped that ends a part', () => {
  expect(githubCommands(report).split('\n')).toEqual([
    '::error file=api.yaml,line=3,col=5,title=limits::A limit of 0: nothing.',
    '::error file=/elsewhere/api.yaml,line=1,col=5,title=struct::Not%0Avalid: 50 %25, or so',
    '::error title=unreadable::Gone.',
    '::warning file=api.yaml,line=9,col=5,title=reference::It leads to nothing.',
    '::warning file=specs/a b%2C c%3Ad#%25.yaml,line=12,col=5,title=reference::It leads to nothing.',
  ])
  expect(githubCommands(none)).toBe('')
})

test('with --strict, warnings are errors', () => {
  const strict = reportOf('api.yaml', { findings: FINDINGS, isComplete: true }, true)
  expect(strict).toMatchObject({ errors: 5, warnings: 0 })
  expect(githubCommands(strict)).not.toContain('::warning')
})
