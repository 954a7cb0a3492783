import { expect, test } from 'vitest'
import { notFound, Refusal, validationFailed } from './refusal.ts'

test('a refusal of a request that is not valid names the first error and how many more there are', () => {
  const error = { in: 'body', pointer: '/name', message: 'is required' } as const
  expect(validationFailed([error]).detail).toBe('body /name is required.')
  expect(validationFailed([{ ...error, pointer: '' }, error, error]).detail).toBe('body is required (and 2 more).')
  expect(validationFailed([error]).members).toEqual({ errors: [error] })
})

test('a refusal is not an Error, and has a place in the contract only if a rule caused it', () => {
  expect(notFound('x', 'route')).not.toBeInstanceOf(Error)
  expect(notFound('x', 'route')).toEqual(new Refusal({ code: 'not_found', detail: 'x', rule: 'route' }))
  expect(notFound('x', 'visible_to', '#/a')).toMatchObject({ at: '#/a', members: {}, headers: {} })
})
