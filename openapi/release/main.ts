/**
 * `npm run check:released`: contracts must stay readable for programs (`redocly score`), and a breaking change requires
 * a new major version of the contract.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { contractDiff, isVersioned } from './contract-diff.ts'

interface System {
  readonly id: string
  /** The path of its OpenAPI document. */
  readonly file: string
}

const ROOT = resolve(import.meta.dirname, '../..')
const GENERATED = join(ROOT, 'openapi/generated')
const run = promisify(execFile)
const CLI = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js')
/** Out of 100, by `redocly score`. */
const MIN_READINESS = 80

async function readiness({ file }: System): Promise<number> {
  const { stdout } = await run(process.execPath, [CLI, 'score', file, '--format', 'json'], { cwd: ROOT })
  const score: { readonly agentReadiness: number } = JSON.parse(stdout)
  return score.agentReadiness
}

async function findingsOf(system: System): Promise<string[]> {
  const [score, diff] = await Promise.all([readiness(system), contractDiff(system.id, system.file)])
  const breaking = diff.changes.filter(({ impact }) => impact === 'major')
  return [
    ...(score < MIN_READINESS
      ? [`${system.id}: \`redocly score\` is ${score} out of 100. It must be at least ${MIN_READINESS}.`]
      : []),
    ...(isVersioned(diff)
      ? []
      : [
          `${system.id}: these changes since ${diff.from} break callers, but the version is ${diff.to}. Raise the major version in \`info.version\`, or revert them:`,
          ...breaking.map(({ place, what }) => `  ${place}: ${what}`),
        ]),
  ]
}

const systems = readdirSync(GENERATED)
  .filter(file => file.endsWith('.json'))
  .map((file): System => ({ id: basename(file, '.json'), file: join(GENERATED, file) }))
const findings = (await Promise.all(systems.map(findingsOf))).flat()
for (const finding of findings) console.error(finding)
if (findings.length > 0) process.exitCode = 1
else console.log(`${systems.length} contracts are readable for programs and compatible with their last release.`)
