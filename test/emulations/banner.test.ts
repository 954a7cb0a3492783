/** The lines that the server prints at startup for an emulation work as they are. */
import { expect, test } from 'vitest'
import { describedTour } from '../../mock/server/banner/described.ts'
import { tour } from '../../mock/server/banner/tour.ts'
import { seededSignIns } from '../../openapi/contract/sign-ins.ts'
import { run } from '../docs/run/run.ts'
import { emulate, NOW } from './emulated.ts'

test.each([
  ['unkey', ['create', 'list']],
  ['workos', ['create', 'list']],
  ['cloudflare', ['create', 'list']],
  ['clerk', ['create', 'list']],
] as const)('%s', async (id, does) => {
  const { mock, url } = await emulate(id, 'HTTP')
  const lines = describedTour(mock.contract, url)
  expect(lines).toHaveLength(does.length)
  for (const line of lines) {
    const { stdout } = await run('bash', ['-c', `${line} -o /dev/null -w '%{http_code}'`])
    expect(stdout).toMatch(/^20[01]$/)
  }
})

test.each(['medusa', 'medusa-2-10', 'hotcakes'] as const)('%s: a key is created, and used', async id => {
  const { mock, url } = await emulate(id, 'HTTP')
  const signIn = seededSignIns(mock.contract)[0]
  if (!signIn) throw new Error('Nobody can sign in.')
  const { token } = mock.signIn(signIn.login)
  const lines = tour(mock.contract, url, { signIn, token }, Date.parse(NOW))
  expect(lines).toHaveLength(2)
  const { stdout } = await run('bash', ['-c', `${lines.join('\n')} -w '%{http_code}'`])
  expect(stdout).toMatch(/200$/)
  expect(stdout).not.toMatch(/"Code"/)
})
