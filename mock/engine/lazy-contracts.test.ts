import { expect, test, vi } from 'vitest'
import { lazyContracts } from './lazy-contracts.ts'

const CONTRACT = { system: 'tiny', operations: [] }

test('a contract as JSON text is parsed once, when it is first read', () => {
  const parse = vi.spyOn(JSON, 'parse')
  const contracts = lazyContracts({ tiny: JSON.stringify(CONTRACT), other: '{' })
  expect(Object.keys(contracts)).toEqual(['tiny', 'other'])
  expect(parse).not.toHaveBeenCalled()
  expect(contracts.tiny).toEqual(CONTRACT)
  expect(contracts.tiny).toBe(contracts.tiny)
  expect(parse).toHaveBeenCalledTimes(1)
  parse.mockRestore()
})

test('a contract that is already parsed is returned unchanged', () => {
  expect(lazyContracts({ tiny: CONTRACT }).tiny).toBe(CONTRACT)
})

test('a file that is not a compact contract throws an error with its system', () => {
  expect(() => lazyContracts({ tiny: { openapi: '3.1.0' } }).tiny).toThrow('"tiny" is not a compact contract')
})
