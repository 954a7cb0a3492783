/** A Content-Security-Policy, an edge runtime or a flag of Node.js forbids to generate code, as Ajv does. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Latchkey } from '../../server/process.ts'
import { answersToWrongRequests } from './wrong-requests.ts'

const FLAG = '--disallow-code-generation-from-strings'

test('a mock answers wrong requests with the same bytes', async () => {
  const program = fileURLToPath(new URL('wrong-requests.ts', import.meta.url))
  const options = { maxBuffer: 100_000_000 }
  const [{ stdout }, answers] = await Promise.all([
    promisify(execFile)(process.execPath, [FLAG, program], options),
    answersToWrongRequests(),
  ])
  expect(answers.length).toBeGreaterThan(1000)
  expect(answers.filter(answer => answer.includes('validation_failed')).length).toBeGreaterThan(500)
  expect(stdout.trimEnd().split('\n')).toEqual(answers)
})

test('a contract that must be checked is refused with what to do', async () => {
  const latchkey = new Latchkey(['mock', '--contract', 'openapi/systems/warehouse.overlay.yaml'], {
    NODE_OPTIONS: FLAG,
  })
  expect(await latchkey.ended()).toBe(2)
  expect(latchkey.err.trim().split('\n')).toEqual([
    `error: The rules of your contract cannot be checked: that generates code, which ${FLAG} forbids.`,
    'Start Node.js without this flag. The systems of --system and documents without x-latchkey work with it.',
  ])
})

test('the server starts, and answers', async () => {
  const latchkey = await new Latchkey(['mock', '--port', '0'], { NODE_OPTIONS: FLAG }).listening()
  const body = { email: 'admin@north.example' }
  const answer = await latchkey.ask('POST', '/api/v1/sessions', body)
  latchkey.signal('SIGTERM')
  expect([answer.status, answer.body.errors]).toEqual([
    422,
    [{ in: 'body', pointer: '/password', message: 'is required' }],
  ])
  expect(await latchkey.ended()).toBe(0)
})
