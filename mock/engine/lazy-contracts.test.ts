import { expect, test, vi } from 'vitest'
import { lazyContracts } from './lazy-contracts.ts'

const CONTRACT = { system: 'tiny', operations: [] }

test('a contract in a text is parsed when it is first read, and once', () => {
  const parse = vi.spyOn(JSON, 'parse')
  const contracts = lazyContracts({ tiny: JSON.stringify(CONTRACT), other: '{' })
  expect(Object.keys(contracts)).toEqual(['tiny', 'other'])
  expect(parse).not.toHaveBeenCalled()
  expect(contracts.tiny).toEqual(CONTRACT)
  expect(contracts.tiny).toBe(contracts.tiny)
  expect(parse).toHaveBeenCalledTimes(1)
  parse.mockRestore()
})

test('a contract that is parsed already is used as it is', () => {
  expect(lazyContracts({ tiny: CONTRACT }).tiny).toBe(CONTRACT)
})

test('a file that is not a compact contract is reported by its system', () => {
  expect(() => lazyContracts({ tiny: { openapi: '3.1.0' } }).tiny).toThrow('"tiny" is not a compact contract')
})
