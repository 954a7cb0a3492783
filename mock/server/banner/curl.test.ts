import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type CurlRequest, curlLine, withCredential } from './curl.ts'

const request: CurlRequest = { method: 'GET', url: 'http://127.0.0.1:4010/api/v1/orders', headers: [], query: [] }

test.each([
  [{ in: 'bearer' } as const, '-H "Authorization: Bearer $KEY"'],
  [{ in: 'basic' } as const, '-u "$KEY:"'],
  [{ in: 'header', name: 'Authorization', prefix: 'ApiKey' } as const, '-H "Authorization: ApiKey $KEY"'],
  [{ in: 'header', name: 'X-Api-Key' } as const, '-H "X-Api-Key: $KEY"'],
])('a credential in %j', (carrier, argument) => {
  expect(curlLine(withCredential(request, carrier, '$KEY'))).toBe(
    `curl -sS http://127.0.0.1:4010/api/v1/orders ${argument}`,
  )
})

test('a credential in the query, next to other parameters', () => {
  const line = curlLine(withCredential({ ...request, query: [['a b', '1']] }, { in: 'query', name: 'key' }, '$KEY'))
  expect(line).toBe('curl -sS "http://127.0.0.1:4010/api/v1/orders?a%20b=1&key=$KEY"')
})

test('the shell does not interpret characters in a body or a header', () => {
  const body = { name: `it's "$HOME" \`date\` \\ !` }
  const line = curlLine({ ...request, method: 'POST', headers: [['X-Note', 'a `b` "c"']], body })
  const args = execFileSync('bash', ['-c', line.replace('curl', "printf '%s\\n'")], { encoding: 'utf8' }).split('\n')
  expect(args).toContain(JSON.stringify(body))
  expect(args).toContain('X-Note: a `b` "c"')
})
