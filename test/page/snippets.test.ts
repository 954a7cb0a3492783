/** The lines of the secret dialog work as they are pasted, on every system. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Latchkey, type Secret, type SystemId, systemIds } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { expect, onTestFinished, test } from 'vitest'
import { curlOf, programOf, VARIABLE } from '../../examples/settings-page/src/keys/snippets.ts'
import { servePage } from './server.ts'

const run = promisify(execFile)
const AsyncFunction = (async () => {}).constructor as new (
  ...source: string[]
) => (...values: unknown[]) => Promise<void>

test.each(systemIds)('%s', async system => {
  const server = await servePage('unused', createMock({ system }))
  onTestFinished(() => server.close())
  const baseUrl = `${server.url}/api/v1`
  const guest = new Latchkey<SystemId>({ system, baseUrl })
  const { token } = await guest.sessions.create({ email: 'admin@north.example', password: 'password' })
  const admin = new Latchkey<SystemId>({ system, baseUrl, session: token })
  const { label, userChoice } = admin.system
  const key = await (admin.apiKeys.create as (key: object) => Promise<{ id: string; secret: Secret }>)({
    ...(label && { [label.field]: 'Sync' }),
    ...(userChoice === 'required' && { user_id: 'usr_north_reader' }),
  })
  const env = { ...process.env, [VARIABLE]: key.secret.reveal() }

  const { stdout } = await run('bash', ['-c', `${curlOf(admin.system, baseUrl)} --silent`], { env })
  expect(JSON.parse(stdout).api_key.id).toBe(key.id)

  const printed: { api_key?: { id: string } }[] = []
  const [imported, program] = programOf(admin.system, baseUrl).split('\n\n')
  expect(imported).toBe("import { Latchkey } from 'latchkey'")
  const log = (value: { api_key?: { id: string } }) => printed.push(value)
  await new AsyncFunction('Latchkey', 'process', 'console', program ?? '')(Latchkey, { env }, { log })
  expect(printed.map(({ api_key }) => api_key?.id)).toEqual([key.id])
})
