import { expect, test } from 'vitest'
import { normalizedPath, requestTargetOf } from './request-target.ts'

test('a request target has the same path and query as the URL class', () => {
  for (const target of [
    '',
    '/',
    '/api/v1/api-keys',
    '/api/v1/api-keys?limit=2&cursor=a%2Fb',
    '/a?',
    '/a?b?c',
    '/a#b',
    '/a?b#c?d',
    '/a#b?c',
    '//a//b',
    '/%7B%FF/ä/../b',
    '/a b?c d',
  ]) {
    for (const origin of ['http://shop.test', 'https://me:secret@shop.test:8443']) {
      const url = new URL(origin + target)
      const { pathname, search, searchParams } = requestTargetOf(url.href)
      expect([pathname, search.replace(/^\?$/, ''), [...searchParams]]).toEqual([
        url.pathname,
        url.search,
        [...url.searchParams],
      ])
    }
  }
})

test.each([
  ['/api%2Dkeys/%7e%5F%61%5A%30', '/api-keys/~_aZ0'],
  ['/%2f%3a%c3%a9%25', '/%2F%3A%C3%A9%25'],
  ['/%zz/%', '/%zz/%'],
])('a path has one form: %s', (path, normalized) => {
  expect(normalizedPath(path)).toBe(normalized)
  expect(requestTargetOf(`http://shop.test${path}?a=%2D`)).toMatchObject({ pathname: normalized, search: '?a=%2D' })
})
