import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readOverlay } from '../../openapi/read/overlay.ts'

const folder = mkdtempSync(join(tmpdir(), 'overlay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = 'info: { title: X, version: 1.0.0 }\nactions:\n'

test.each([
  [
    'another version of Overlay',
    `overlay: 2.0.0\n${HEAD}  - { target: $.info, update: { title: y } }\n`,
    ':1:10',
    'overlay: 1.1.0',
  ],
  [
    'a misspelt member',
    `overlay: 1.1.0\n${HEAD}  - target: $.info\n    updat: { title: y }\n`,
    ':5:5',
    'Did you mean `update`?',
  ],
  ['no actions', 'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions: []\n', '', 'no list of `actions`'],
])('an overlay with %s is refused, and says where and what to do', async (what, text, position, says) => {
  const file = join(folder, `${what.replaceAll(' ', '-')}.yaml`)
  writeFileSync(file, text)
  await expect(readOverlay(file)).rejects.toThrow(says)
  await expect(readOverlay(file)).rejects.toThrow(`${what.replaceAll(' ', '-')}.yaml${position}`)
})
