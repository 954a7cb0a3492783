/** The guide quotes messages, which people search for. Those of Latchkey must be as they are in the code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readGuide } from '../../docs/build/pages/guides.ts'
import { ROOT } from '../../docs/build/paths.ts'

const { text } = readGuide('troubleshooting')

/** A part of each message without values, and the file that writes it. */
const MESSAGES = [
  ['latchkey needs Node.js ', 'mock/api/node-version.ts'],
  [' is already in use.', 'src/cli/listen.ts'],
  [' or later', 'mock/peer.ts'],
  ['Pages of this origin may not use the controls.', 'mock/server/control-routes/control-guard.ts'],
  ['host_not_allowed', 'mock/server/host-guard.ts'],
  [', which this environment does not have.', 'mock/api/create-mock.ts'],
  ['An API key in a browser is public', 'src/sdk/settings.ts'],
] as const

test.each(MESSAGES)('%s', (message, file) => {
  expect(text).toContain(message)
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(message)
})
