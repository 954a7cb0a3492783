/** A contract can come from anyone, and terminals obey the sequences in a text. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { masksOf } from '../../../mock/engine/values/mask.ts'
import { createMock } from '../../../mock/index.ts'
import { logResponse } from '../../../mock/msw/log-response.ts'
import { Latchkey } from '../../server/process.ts'
import { open } from '../../server/serving.ts'

/** Clears the screen, sets the title of the window, writes to the clipboard, changes colours (in C1), turns text around. */
const HOSTILE = 'Shop \x1b[2J\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x07\x9b31m\x9d0;x\x9c\u202eecruos\r\b'
/** What a terminal would obey. A line ends with a line feed. */
const OBEYED = /(?!\n)\p{Cc}|\p{Bidi_Control}/u

const folder = mkdtempSync(join(tmpdir(), 'latchkey-terminal-'))
afterAll(() => rmSync(folder, { recursive: true }))

function overlay(name: string, ...actions: readonly object[]): string {
  const file = join(folder, `${name}.overlay.yaml`)
  const info = { title: HOSTILE, version: HOSTILE }
  writeFileSync(file, stringify({ overlay: '1.1.0', info, actions }))
  return file
}

/** Refers to a resource that does not exist. */
const WRONG = {
  target: '$.components.schemas.ApiKey.properties.user_id',
  update: { 'x-latchkey': { refers_to: HOSTILE } },
}

test.each([[[]], [['--json']]])('the banner and the log have none %j', async options => {
  const title = { target: '$.info', update: { title: HOSTILE, version: HOSTILE } }
  const latchkey = new Latchkey(['mock', '-p', '0', '--contract', overlay('valid', title), ...options])
  await latchkey.printed('openapi.json')
  const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(latchkey.out) ?? []
  await fetch(`${origin}/api/v1/${encodeURIComponent(HOSTILE)}`)
  latchkey.signal('SIGTERM')
  expect(await latchkey.ended()).toBe(0)
  expect(latchkey.out).toContain('Shop \\u001b[2J')
  expect(latchkey.out + latchkey.err).not.toMatch(OBEYED)
  for (const line of options.length > 0 ? latchkey.out.trim().split('\n') : []) JSON.parse(line)
})

test.each([
  ['a contract', ['--contract', overlay('invalid', WRONG)]],
  ['a path', ['--contract', join(folder, HOSTILE)]],
  ['a system', ['--system', HOSTILE]],
  ['an option', [`--${HOSTILE}`]],
])('an error that quotes %s has none', async (_, options) => {
  const latchkey = new Latchkey(['mock', '-p', '0', ...options])
  expect(await latchkey.ended()).not.toBe(0)
  expect(latchkey.err).toContain('\\u001b]0;owned')
  expect(latchkey.err).not.toMatch(OBEYED)
})

test('neither have the notes and failures of the server', async () => {
  const server = await open()
  server.mock.override('getMe', () => {
    throw new Error(HOSTILE)
  })
  await server.ask('GET /api/v1/me')
  await server.close()
  expect(server.printed.err).toContain('\\u001b]0;owned')
  expect(server.printed.err + server.printed.out).not.toMatch(OBEYED)
})

test('neither have the lines of a worker', async () => {
  const lines: string[] = []
  const { log } = console
  console.log = (...parts) => lines.push(parts.join(' '))
  try {
    const request = new Request('http://shop.test/api/v1/me')
    const problem = { code: HOSTILE, detail: HOSTILE }
    const masks = masksOf(createMock().contract)
    await logResponse(
      request,
      Response.json(problem, { status: 409, headers: { 'Content-Type': 'application/problem+json' } }),
      HOSTILE,
      masks,
    )
    await logResponse(request, await createMock().fetch(request), undefined, masks)
  } finally {
    console.log = log
  }
  expect(lines).toHaveLength(2)
  expect(lines.join('\n')).toContain('\\u001b]0;owned')
  expect(lines.join('\n')).not.toMatch(OBEYED)
})
