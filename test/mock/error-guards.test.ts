import {
  ContractViolation,
  ContractViolationError,
  isContractViolationError,
  isSeedError,
  isSnapshotError,
  SeedError,
  SnapshotError,
} from 'latchkey/mock'
import { expect, test } from 'vitest'

const ERRORS = {
  ContractViolationError: {
    guard: isContractViolationError,
    error: new ContractViolationError('getMe', 200, 'it has no body'),
  },
  SeedError: { guard: isSeedError, error: new SeedError(['ApiKey is not a list']) },
  SnapshotError: { guard: isSnapshotError, error: new SnapshotError('It is damaged.') },
}

test.each(Object.entries(ERRORS))('%s is recognized by its own guard alone, and sets its name', (name, { error }) => {
  expect(error.name).toBe(name)
  for (const [other, { guard }] of Object.entries(ERRORS))
    expect([other, guard(error)]).toEqual([other, other === name])
})

test.each(Object.entries(ERRORS))(
  'the guard of %s recognizes an error of another copy of the package',
  (name, { guard }) => {
    const copy = Object.assign(new Error('From another bundle.'), { [Symbol.for(`latchkey.${name}`)]: true })
    expect(guard(copy)).toBe(true)
  },
)

test.each(Object.entries(ERRORS))('the guard of %s rejects everything else', (_, { guard }) => {
  for (const value of [undefined, null, 'text', new Error('other'), {}]) expect(guard(value)).toBe(false)
})

test('the brand of an error is not printed', () => {
  for (const { error } of Object.values(ERRORS)) expect(Object.getOwnPropertySymbols(error)).toEqual([])
})

test('the former name of ContractViolationError still works', () => {
  expect(ContractViolation).toBe(ContractViolationError)
})
