import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { folderOf } from '../contract/files.ts'
import rules from './rules.json' with { type: 'json' }

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../..')
const CRUISER = resolve(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
const RULES = resolve(import.meta.dirname, 'rules.json')

/** The rules that imports of a tree break, type-only imports included, each as `rule: from -> to`. */
async function violationsIn(root: string, folders: readonly string[]): Promise<string[]> {
  const args = [CRUISER, '--config', RULES, '--output-type', 'json', ...folders]
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
  const report: Report = JSON.parse(stdout)
  expect(report.summary.totalCruised).toBeGreaterThan(0)
  return report.summary.violations.map(({ rule, from, to, cycle }) =>
    [`${rule.name}: ${from}`, ...(cycle?.map(({ name }) => name) ?? [to])].join(' -> '),
  )
}

interface Report {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
      readonly cycle?: readonly { readonly name: string }[]
    }[]
  }
}

test('imports form no circle and follow the direction of the folders', async () => {
  const violations = await violationsIn(ROOT, ['openapi', 'src', 'mock', 'docs/build', 'examples'])
  expect(violations).toEqual([])
})

/** For each rule an import that it forbids: the importing file, then the module. */
const FORBIDDEN: Readonly<Record<string, readonly [file: string, module: string, isType?: 'type']>> = {
  'no-circle': ['src/cli/circle.ts', './counterpart.ts', 'type'],
  'contract-stands-alone': ['openapi/contract/a.ts', 'node:fs'],
  'vocabulary-stands-on-contract': ['openapi/vocabulary/a.ts', '../read/target.ts', 'type'],
  'read-stands-on-vocabulary': ['openapi/read/a.ts', '../generate/target.ts', 'type'],
  'generate-stands-on-read': ['openapi/generate/a.ts', '../../src/target.ts', 'type'],
  'release-stands-on-vocabulary': ['openapi/release/a.ts', '../read/target.ts', 'type'],
  'sdk-stands-on-contract': ['src/sdk/a.ts', '../../mock/target.ts', 'type'],
  'sdk-imports-only-types-from-generated': ['src/sdk/b.ts', '../../openapi/generated/target.ts'],
  'mock-stands-on-openapi': ['mock/api/a.ts', '../../src/target.ts', 'type'],
  'engine-stands-alone': ['mock/engine/a.ts', '../server/target.ts', 'type'],
  'engine-reads-compact-contracts': ['mock/engine/b.ts', '../../openapi/read/target.ts', 'type'],
  'examples-import-the-package': ['examples/demo/a.ts', '../../src/target.ts', 'type'],
  'product-imports-no-docs-examples-or-tests': ['src/cli/a.ts', '../../docs/build/target.ts', 'type'],
  'imports-resolve': ['mock/a.ts', './missing.ts', 'type'],
}

const TARGETS = ['docs/build', 'mock', 'mock/server', 'openapi/generate', 'openapi/generated', 'openapi/read', 'src']

test('each rule reports an import that it forbids, and nothing else', async () => {
  expect(Object.keys(FORBIDDEN)).toEqual(rules.forbidden.map(({ name }) => name))
  const root = folderOf({
    'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true } }',
    'src/cli/counterpart.ts': "import type { B } from './circle.ts'\nexport type A = B\n",
    ...Object.fromEntries(TARGETS.map(folder => [`${folder}/target.ts`, 'export type A = 1\nexport const a = 1\n'])),
    ...Object.fromEntries(
      Object.values(FORBIDDEN).map(([file, module, isType]) => [
        file,
        isType
          ? `import type { A } from '${module}'\nexport type B = A\n`
          : `import * as a from '${module}'\nexport const b = a\n`,
      ]),
    ),
  })
  const reported = await violationsIn(root, ['docs', 'examples', 'mock', 'openapi', 'src'])
  const expected = Object.entries(FORBIDDEN).map(([rule, [file]]) => `${rule}: ${file}`)
  expect(reported.map(violation => violation.split(' -> ')[0]).sort()).toEqual(expected.sort())
})
