#!/usr/bin/env node
import { nodeVersionProblem } from '../../mock/api/node-version.ts'

const problem = nodeVersionProblem()
if (problem === undefined) {
  // Loaded after the check: an older Node.js may fail to load them.
  const { cacheCode } = await import('./cache/code-cache.ts')
  cacheCode()
  const { run } = await import('./run.ts')
  await run()
} else {
  process.stderr.write(`error: ${problem}\n`)
  process.exitCode = 1
}
