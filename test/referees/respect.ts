import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const REDOCLY = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')

export interface Respected {
  /** 0 if every workflow passed. */
  readonly exitCode: number
  /** Whether each workflow that ran passed, by its id. */
  readonly workflows: Readonly<Record<string, boolean>>
  /** Everything that it printed or wrote to files, including requests and responses. */
  readonly output: string
}

/**
 * Runs the workflows of a system with `redocly respect`, which checks each response against the contract.
 * @param server The base URL of the server.
 * @param workflow The only workflow to run. Defaults to all.
 */
export async function respect(system: string, server: string, workflow?: string): Promise<Respected> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-respect-'))
  const [json, har] = [join(folder, 'out.json'), join(folder, 'out.har')]
  const document = `openapi/generated/${system}.arazzo.yaml`
  const flags = ['--server', `latchkey=${server}`, '--verbose', '--json-output', json, '--har-output', har]
  const only = workflow === undefined ? [] : ['--workflow', workflow]
  try {
    const redocly = spawn(process.execPath, [REDOCLY, 'respect', document, ...flags, ...only], { cwd: ROOT })
    let printed = ''
    for (const stream of [redocly.stdout, redocly.stderr])
      stream.on('data', chunk => {
        printed += String(chunk)
      })
    const [exitCode] = await once(redocly, 'close')
    const [report, log] = await Promise.all([readFile(json, 'utf8'), readFile(har, 'utf8')])
    const { executedWorkflows } = JSON.parse(report).files[document]
    const results: { workflowId: string; status: string }[] = executedWorkflows
    return {
      exitCode,
      workflows: Object.fromEntries(results.map(({ workflowId, status }) => [workflowId, status === 'success'])),
      output: printed + report + log,
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}
