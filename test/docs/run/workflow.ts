/** Runs the commands of a CI workflow that start the mock. */
import { isObject, objects } from '../../../openapi/contract/json.ts'
import { freePort } from '../../free-port.ts'
import { PROGRAM } from '../../program.ts'
import { run } from './run.ts'

/** The lines of the shell in a workflow of GitHub Actions or a job of GitLab CI. */
export function scriptOf(workflow: unknown): string {
  const jobs = isObject(workflow) && isObject(workflow.jobs) ? workflow.jobs : workflow
  return Object.values(isObject(jobs) ? jobs : {})
    .flatMap(job => (isObject(job) ? [...objects(job.steps).map(({ run }) => run), job.script].flat() : []))
    .filter(line => typeof line === 'string')
    .join('\n')
}

/** The package is not installed, and the job has no tests, so these two commands are left out. */
export async function runWorkflow(workflow: unknown, cwd: string): Promise<void> {
  const port = await freePort()
  const npx = `npx() { shift; '${process.execPath}' '${PROGRAM}' "$@" -p ${port}; }`
  const npm = 'npm() { :; }'
  const script = scriptOf(workflow).replaceAll(':4010', `:${port}`)
  // Job control starts each background server in its own process group, so that the trap ends all of its processes.
  const stop = `set -m\ntrap 'kill -- $(jobs -p | sed s/^/-/)' EXIT`
  await run('bash', ['-euo', 'pipefail', '-c', [stop, npx, npm, script].join('\n')], { cwd })
}
