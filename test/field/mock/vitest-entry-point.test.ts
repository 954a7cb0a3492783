/** Mistakes in tests with `latchkey/mock/vitest`, in separate runs of Vitest. */
// Source: mswjs/msw #754
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startVitest } from 'vitest/node'

/** The error of each test, or its state; and the errors of hooks. */
async function run(file: string): Promise<Readonly<Record<string, unknown>>> {
  const vitest = await startVitest('test', [], {
    root: fileURLToPath(new URL('vitest-cases', import.meta.url)),
    config: false,
    include: [`${file}.case.ts`],
    watch: false,
    testTimeout: 60_000,
    reporters: [{}],
  })
  const modules = vitest.state.getTestModules()
  const results = modules.flatMap(module => [
    ...[...module.children.allTests()].map(test => {
      const { state, errors } = test.result()
      const says = errors?.map(({ message }) => message).join('\n')
      return [test.name, state === 'failed' ? says : state] as const
    }),
    ['hooks', module.errors().map(({ message }) => message)] as const,
  ])
  await vitest.close()
  process.exitCode = 0
  return Object.fromEntries(results)
}

test('a poller that a module started reaches the mock of the only running test, and never one that has ended', async () => {
  const { hooks, ...results } = await run('poller')
  expect(hooks).toEqual([])
  expect(Object.keys(results)).toHaveLength(5)
  for (const result of Object.values(results)) expect(result).toBe('passed')
})

test('a request that is sent after its test says so, and does not reach the network', async () => {
  expect(await run('between')).toEqual({ 'a test that does not wait for its timer': 'passed', hooks: [] })
})

test('a mistake in an override fails the test, although the code under test handles all errors', async () => {
  const undeclared = expect.stringMatching(
    /^The response 418 of listOrders breaks the contract: the operation declares/,
  )
  expect(await run('misuse')).toEqual({
    'an override throws': 'a mistake in the override',
    'an override gives an undeclared answer': undeclared,
    'respond gets a wrong body': expect.stringMatching(/^The response 200 of listOrders breaks the contract: /),
    'an override throws a response': 'An override threw a value that is not an Error. It must return its response.',
    'an override throws, through mock.fetch': 'a mistake in the override',
    'an override returns nothing': expect.stringContaining('must return a Response'),
    'an override sends a body that is not JSON': expect.stringContaining('its body is not JSON'),
    'a mistake in the first attempt only': 'passed',
    'one of two tests at the same time': 'a mistake in one of them',
    'the other one of two tests': 'passed',
    'two mistakes': expect.stringMatching(/^The response 418[^\n]*\nThe response 418/),
    'a fault and an abort are no mistakes': 'passed',
    hooks: [],
  })
})
