import { expect, test } from 'vitest'
import { loadContract } from '../../openapi/read/load-contract.ts'
import { fileOf, problemsOf } from './files.ts'
import { TINY } from './tiny.ts'

test('an OpenAPI document is a contract', async () => {
  const { contract, document } = await loadContract(TINY, 'none')
  expect(contract.system).toBe('tiny')
  expect(contract.operations.map(({ id }) => id)).toContain('rotateKey')
  expect(document.openapi).toBe('3.1.1')
})

test.each([
  [
    '{}',
    'The file is neither an OpenAPI document (root field `openapi`) nor an Overlay document (root field `overlay`).',
  ],
  [
    'openapi: 3.0.3',
    'OpenAPI 3.0.3 is not supported: a contract needs JSON Schema 2020-12. Convert it to OpenAPI 3.1.',
  ],
  ['overlay: 1.1.0', 'The overlay has no list of `actions`. Add one.'],
])('%s is rejected', async (text, message) => {
  const file = fileOf('shop.yaml', text)
  expect(await problemsOf(loadContract(file, 'none'))).toEqual([{ where: file, message }])
})

test('a file that does not exist is rejected', async () => {
  expect((await problemsOf(loadContract('/nowhere.yaml', 'none')))[0]?.message).toContain('no such file')
})

test('the error lists every problem', async () => {
  const file = fileOf('shop.yaml', '{}')
  await expect(loadContract(file, 'none')).rejects.toMatchObject({
    name: 'ContractError',
    code: 'invalid_contract',
    message: expect.stringMatching(/^1 problem in the contract\n.*shop\.yaml\n {2}The file is neither/),
  })
})
