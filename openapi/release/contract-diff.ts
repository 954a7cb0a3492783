/** Compares a contract with its last release: `redocly diff` for OpenAPI, our own comparison for the rules. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { isObject, type JsonObject } from '../contract/json.ts'
import type { Change, Impact } from './change.ts'
import { ruleChanges } from './rule-changes.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)
const CLI = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js')
export const RELEASED = join(ROOT, 'openapi/released')

export interface ContractDiff {
  /** Versions of the contract. `from` is undefined if the system was not released before. */
  readonly from: string | undefined
  readonly to: string
  /** In order of impact, the largest first. */
  readonly changes: readonly Change[]
}

const ORDER: readonly Impact[] = ['major', 'minor', 'patch']

/**
 * @param id of the system
 * @param revision the file with its current OpenAPI document
 */
export async function contractDiff(id: string, revision: string): Promise<ContractDiff> {
  const base = join(RELEASED, `${id}.json`)
  const next = readDocument(revision)
  if (!existsSync(base)) return { from: undefined, to: versionOf(next), changes: [] }
  const before = readDocument(base)
  // Starting Redocly takes a second.
  if (isDeepStrictEqual(before, next)) return { from: versionOf(before), to: versionOf(next), changes: [] }
  const changes = [...(await openapiChanges(base, revision)), ...ruleChanges(before, next)]
  changes.sort((one, other) => ORDER.indexOf(one.impact) - ORDER.indexOf(other.impact))
  return { from: versionOf(before), to: versionOf(next), changes }
}

/** Whether the version is raised as far as the changes require. */
export function isVersioned({ from, to, changes }: ContractDiff): boolean {
  const [first] = changes
  if (from === undefined || first?.impact !== 'major') return true
  return Number(to.split('.')[0]) > Number(from.split('.')[0])
}

interface Report {
  readonly changes: readonly {
    readonly path: string
    readonly kind: string
    readonly impact: Impact
    readonly property?: string
    readonly verdicts: readonly { readonly message?: string }[]
  }[]
}

async function openapiChanges(base: string, revision: string): Promise<Change[]> {
  const config = join(RELEASED, 'redocly.yaml')
  const args = ['diff', base, revision, '--format', 'json', '--fail-on', 'none', '--config', config]
  const { stdout } = await run(process.execPath, [CLI, ...args], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })
  const report: Report = JSON.parse(stdout)
  return report.changes.map(({ path, kind, impact, property, verdicts }) => ({
    impact,
    place: property === undefined ? path : `${path} ${property}`,
    what: verdicts[0]?.message ?? kind,
  }))
}

function readDocument(file: string): JsonObject {
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isObject(document)) throw new Error(`${file} must hold an OpenAPI document.`)
  return document
}

function versionOf({ info }: JsonObject): string {
  return isObject(info) ? String(info.version) : ''
}
