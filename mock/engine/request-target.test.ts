import { expect, test } from 'vitest'
import { requestTargetOf } from './request-target.ts'

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
    '/%7b%ff/ä/../b',
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
