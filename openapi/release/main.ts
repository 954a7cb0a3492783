/**
 * A part of `npm run check`: how well programs can use the contracts must not fall, and a change that can break callers
 * needs a new major version of the contract.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { contractDiff, isVersioned } from './contract-diff.ts'

interface System {
  readonly id: string
  /** Its contract, as one OpenAPI document. */
  readonly file: string
}

const ROOT = resolve(import.meta.dirname, '../..')
const GENERATED = join(ROOT, 'openapi/generated')
const run = promisify(execFile)
const CLI = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js')
/** Of 100, by `redocly score`. */
const LEAST_READINESS = 80

async function readiness({ file }: System): Promise<number> {
  const { stdout } = await run(process.execPath, [CLI, 'score', file, '--format', 'json'], { cwd: ROOT })
  const score: { readonly agentReadiness: number } = JSON.parse(stdout)
  return score.agentReadiness
}

async function faultsOf(system: System): Promise<string[]> {
  const [score, diff] = await Promise.all([readiness(system), contractDiff(system.id, system.file)])
  const breaking = diff.changes.filter(({ impact }) => impact === 'major')
  return [
    ...(score < LEAST_READINESS
      ? [`${system.id}: \`redocly score\` gives ${score} of 100; it must be ${LEAST_READINESS} at least.`]
      : []),
    ...(isVersioned(diff)
      ? []
      : [
          `${system.id}: these changes since ${diff.from} can break callers, and the version is ${diff.to}. Raise the major version in \`info.version\`, or take them back:`,
          ...breaking.map(({ place, what }) => `  ${place}: ${what}`),
        ]),
  ]
}

const systems = readdirSync(GENERATED)
  .filter(file => file.endsWith('.json'))
  .map((file): System => ({ id: basename(file, '.json'), file: join(GENERATED, file) }))
const faults = (await Promise.all(systems.map(faultsOf))).flat()
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
else console.log(`${systems.length} contracts are ready for programs, and break nobody since their last release.`)
