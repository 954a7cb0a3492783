import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { ROOT } from '../../../docs/build/paths.ts'
import { run } from './run.ts'

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly failureMessages: readonly string[] }[]
  }[]
}

/** Runs test files together, because starting Vitest takes longer than the tests. */
export class VitestRun {
  readonly #folder: string
  #report: Promise<Report> | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Adds a test file. Call it before the first `passes`. */
  add(name: string, source: string, extension = 'ts'): void {
    writeFileSync(`${this.#file(name)}.${extension}`, source)
  }

  async passes(name: string): Promise<void> {
    this.#report ??= this.#run()
    const result = (await this.#report).testResults.find(
      ({ name: file }) => file.replace(/\.tsx?$/, '') === this.#file(name),
    )
    const failures = result?.assertionResults.flatMap(({ failureMessages }) => failureMessages)
    expect({ message: result?.message, failures, status: result?.status }).toMatchObject({
      status: 'passed',
      failures: [],
    })
    expect(result?.assertionResults.length).toBeGreaterThan(0)
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.test`)
  }

  async #run(): Promise<Report> {
    const output = join(this.#folder, 'report.json')
    const args = [...argsFor(this.#folder), '--reporter=json', `--outputFile=${output}`]
    try {
      await run(process.execPath, args, { cwd: ROOT })
    } catch (error) {
      // If tests fail, the report has the details.
      if (!existsSync(output)) throw error
    }
    return JSON.parse(readFileSync(output, 'utf8')) as Report
  }
}

/** The output of `vitest run` in a folder, whether its tests pass or fail. */
export async function vitestIn(folder: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const options = { cwd: ROOT, env: { ...process.env, ...env, NO_COLOR: '1' } }
  const { stdout, stderr } = await run(process.execPath, argsFor(folder), options).catch(error => error)
  return `${stdout}${stderr}`
}

const argsFor = (folder: string) => [
  join(ROOT, 'node_modules/vitest/vitest.mjs'),
  'run',
  `--config=${join(ROOT, 'test/docs/guides.config.ts')}`,
  `--dir=${folder}`,
]
