import { expect, test } from 'vitest'
import { Latchkey } from '../server/process.ts'
import { NOTE, notes, noteWith, write } from './documents.ts'

async function run(...args: readonly string[]) {
  const command = new Latchkey(['lint', ...args])
  const code = await command.ended()
  return { code, out: command.out, err: command.err }
}

const clean = write('clean.yaml', notes(NOTE))
const limited = write('limited.yaml', notes(noteWith('{ limits: [{ per: account, max: 5, refuse: too_many }] }')))
const wrong = write('wrong.yaml', notes(noteWith('{ limitz: [] }')))
const broken = write('broken.yaml', 'openapi: [')
const swagger = write('swagger.yaml', "swagger: '2.0'\n")
const overlay = write(
  'seven.overlay.yaml',
  "overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions:\n  - target: $.components.schemas.ApiKey['x-latchkey'].limits[7]\n    update: { max: 7 }\n",
)
const renamed = write(
  'renamed.overlay.yaml',
  'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions:\n  - { target: $.info, update: { title: X } }\n',
)

test.each([
  ['a document without findings', [clean], 0, 'Nothing is wrong'],
  ['a document with warnings', [limited], 0, '0 errors and 1 warning.'],
  ['the same with --strict', [limited, '--strict'], 1, '1 error and 0 warnings.'],
  ['a document with errors', [wrong], 1, 'wrong.yaml:19:'],
  ['a document that cannot be parsed', [broken], 2, 'The rest was not checked.'],
  ['a document that cannot be parsed, for GitHub', [broken, '--format', 'github'], 2, '::error file='],
  ['a document of another kind', [swagger], 2, 'Swagger 2.0'],
  ['an overlay of the standard system that matches nothing', [overlay], 2, 'seven.overlay.yaml:4:5'],
  ['a system', ['--system', 'warehouse'], 0, 'Nothing is wrong in the system warehouse.'],
  ['a system with an overlay', ['--system', 'warehouse', '--overlay', renamed], 0, 'Nothing is wrong'],
  ['an emulation', ['--system', 'unkey'], 0, 'Nothing is wrong'],
] as const)('%s', async (_, args, code, says) => {
  const result = await run(...args)
  expect(result.out).toContain(says)
  expect(result.err).toBe('')
  expect(result.code).toBe(code)
})

test.each([
  ['nothing to lint', [], 'latchkey lint openapi.yaml'],
  ['a file and a system', [clean, '--system', 'warehouse'], 'either a file or --system'],
  ['a file that is missing', ['nowhere.yaml'], 'nowhere.yaml cannot be read'],
  ['an overlay that is missing', [clean, '--overlay', 'nowhere.yaml'], 'nowhere.yaml cannot be read'],
  ['an unknown system', ['--system', 'warehous'], 'Did you mean `warehouse`?'],
  ['an unknown format', [clean, '--format', 'xml'], 'text, json, sarif, github'],
])('%s is wrong usage', async (_, args, says) => {
  const result = await run(...args)
  expect(result.err).toContain(says)
  expect(result.out).toBe('')
  expect(result.code).toBe(2)
})
