/** The lines that the server prints at startup for an emulation work as they are. */
import { expect, test } from 'vitest'
import { describedTour } from '../../mock/server/banner/described.ts'
import { run } from '../docs/run/run.ts'
import { emulate } from './emulated.ts'

test.each([
  ['unkey', ['create', 'list']],
  ['workos', ['create', 'list']],
] as const)('%s', async (id, does) => {
  const { mock, url } = await emulate(id, 'HTTP')
  const lines = describedTour(mock.contract, url)
  expect(lines).toHaveLength(does.length)
  for (const line of lines) {
    const { stdout } = await run('bash', ['-c', `${line} -o /dev/null -w '%{http_code}'`])
    expect(stdout).toMatch(/^20[01]$/)
  }
})
