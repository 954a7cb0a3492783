/** Test files that share their modules, in a separate run of Vitest. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startVitest } from 'vitest/node'

async function run(setupFiles: readonly string[]) {
  const vitest = await startVitest('test', [], {
    root: fileURLToPath(new URL('shared-modules', import.meta.url)),
    config: false,
    include: ['*.case.ts'],
    isolate: false,
    maxWorkers: 1,
    watch: false,
    testTimeout: 60_000,
    reporters: [{}],
    setupFiles: [...setupFiles],
  })
  const tests = vitest.state.getTestModules().flatMap(module => [...module.children.allTests()])
  const results = tests.map(
    test =>
      test
        .result()
        .errors?.map(({ message }) => message)
        .join() ?? test.result().state,
  )
  await vitest.close()
  process.exitCode = 0
  return results
}

test('a setup file connects the global fetch of each file to its mock', async () => {
  expect(await run(['./setup.ts'])).toEqual(['passed', 'passed'])
})

test('without it, the second file fails with an error that explains what to do', async () => {
  const [first, second] = (await run([])).sort()
  expect(first).toContain('a setup file must call `bindNetwork()`')
  expect(second).toBe('passed')
})
