import { expect, test } from 'vitest'
import { readOverlay } from '../../openapi/read/overlay.ts'
import { fileOf } from './files.ts'

const HEAD = 'info: { title: X, version: 1.0.0 }\nactions:\n'

test.each([
  [
    'another version of Overlay',
    `overlay: 2.0.0\n${HEAD}  - { target: $.info, update: { title: y } }\n`,
    ':1:10',
    'overlay: 1.1.0',
  ],
  [
    'a misspelled member',
    `overlay: 1.1.0\n${HEAD}  - target: $.info\n    updat: { title: y }\n`,
    ':5:5',
    'Did you mean `update`?',
  ],
  ['no actions', 'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions: []\n', '', 'no list of `actions`'],
])('an overlay with %s is rejected, with its position and what to do', async (_, text, position, says) => {
  const file = fileOf('bad.overlay.yaml', text)
  await expect(readOverlay(file)).rejects.toThrow(says)
  await expect(readOverlay(file)).rejects.toThrow(`bad.overlay.yaml${position}`)
})
