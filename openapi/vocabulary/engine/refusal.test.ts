import { expect, test } from 'vitest'
import { notFound, Refusal, validationFailed } from './refusal.ts'

test('the refusal of an invalid request contains the first error and the number of the others', () => {
  const error = { in: 'body', pointer: '/name', message: 'is required' } as const
  expect(validationFailed([error]).detail).toBe('body /name is required.')
  expect(validationFailed([{ ...error, pointer: '' }, error, error]).detail).toBe('body is required (and 2 more).')
  expect(validationFailed([error]).members).toEqual({ errors: [error] })
})

test('a refusal is not an Error, and has a JSON pointer only if a rule of the contract gives it', () => {
  expect(notFound('x', 'route')).not.toBeInstanceOf(Error)
  expect(notFound('x', 'route')).toEqual(new Refusal({ code: 'not_found', detail: 'x', rule: 'route' }))
  expect(notFound('x', 'visible_to', '#/a')).toMatchObject({ at: '#/a', members: {}, headers: {} })
})
