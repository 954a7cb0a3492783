/** The impact of changes since the last release. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../../docs/build/paths.ts'
import { type ContractDiff, contractDiff, isVersioned, RELEASED } from '../../openapi/release/contract-diff.ts'

mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Released {
  readonly info: { version: string }
  readonly paths: Record<string, Record<string, unknown>>
  readonly components: {
    readonly schemas: {
      readonly ApiKey: {
        readonly 'x-latchkey': {
          readonly limits: { max: number | null }[]
          readonly lifecycle: { readonly transitions: Record<string, { from: string[] }> }
          seed?: unknown
        }
      }
    }
  }
}

/** The result of comparing a changed standard contract with the released one. */
async function diffOf(change: (document: Released) => void): Promise<ContractDiff> {
  const document = JSON.parse(readFileSync(join(RELEASED, 'standard.json'), 'utf8')) as Released
  change(document)
  const file = join(folder, 'standard.json')
  writeFileSync(file, JSON.stringify(document))
  return contractDiff('standard', file)
}

const keyRules = (document: Released) => document.components.schemas.ApiKey['x-latchkey']

test('an unchanged contract has no changes', async () => {
  const diff = await diffOf(() => {})
  expect(diff).toEqual({ from: '1.0.0', to: '1.0.0', changes: [] })
  expect(isVersioned(diff)).toBe(true)
})

test('a removed operation breaks callers, and requires a major version', async () => {
  const without = (document: Released) => delete document.paths['/products']?.delete
  const diff = await diffOf(without)
  expect(diff.changes[0]).toMatchObject({ impact: 'major', what: expect.stringContaining('was removed') })
  expect(isVersioned(diff)).toBe(false)
  const versioned = await diffOf(document => {
    without(document)
    document.info.version = '2.0.0'
  })
  expect(isVersioned(versioned)).toBe(true)
})

test('that a contract becomes strict breaks no callers, and that it no longer is does', async () => {
  const strict = await diffOf(document => Object.assign(document, { 'x-latchkey': { strict: true } }))
  expect([strict.changes.length > 0, isVersioned(strict)]).toEqual([true, true])
  const loose = await diffOf(document => Object.assign(document, { 'x-latchkey': { strict: false } }))
  expect(loose.changes[0]).toMatchObject({ impact: 'major', place: '#/x-latchkey/strict' })
})

test.each([
  ['lowered', 4, 'major'],
  ['raised', 6, 'minor'],
  ['lifted', null, 'minor'],
] as const)('a limit that is %s', async (_, max, impact) => {
  const { changes } = await diffOf(document => {
    const [limit] = keyRules(document).limits
    if (limit) limit.max = max
  })
  expect(changes).toEqual([
    { impact, place: '#/components/schemas/ApiKey/x-latchkey/limits/0/max', what: `was 5, is ${max}` },
  ])
})

test('a transition from fewer states breaks callers', async () => {
  const { changes } = await diffOf(document => {
    const { revoke } = keyRules(document).lifecycle.transitions
    if (revoke) revoke.from = ['active']
  })
  expect(changes.map(({ impact }) => impact)).toEqual(['major'])
})

test('a system without a release is new', async () => {
  const diff = await contractDiff('unheard-of', join(RELEASED, 'standard.json'))
  expect(diff).toEqual({ from: undefined, to: '1.0.0', changes: [] })
})
