/** Ways of printing and copying that ignore `toJSON` and the custom forms of consoles. */
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'

const mock = createMock()
const session = mock.signIn('admin')
const { token, headers } = session
const seeded = mock.seed({ ApiKey: [{ name: 'Sync' }] })
const rows = seeded.ApiKey ?? []
const [row = { secret: '' }] = rows
const secret = String(row.secret)

/** What a console prints of a value. */
function printed(print: (console: Console) => void): string {
  let text = ''
  const stream = new Writable({
    write: (chunk, _, done) => {
      text += chunk
      done()
    },
  })
  print(new Console(stream))
  return text
}

describe.each([
  ['a session', session],
  ['the headers of a session', headers],
  ['a seeded record', row],
  ['a list of seeded records', rows],
  ['all seeded records', seeded],
  ['an object with both', { headers, row }],
])('%s', (_, value) => {
  test.each<[string, (console: Console) => void]>([
    ['log', console => console.log(value)],
    ['log with a format', console => console.log('%s %o %O %j', value, value, value, value)],
    ['dir', console => console.dir(value)],
    ['dir with everything', console => console.dir(value, { showHidden: true, showProxy: true, depth: null })],
    ['table', console => console.table(value)],
    ['table with columns', console => console.table(value, ['secret', 'Authorization'])],
    ['table of a list', console => console.table([value])],
    ['error', console => console.error(value)],
    ['assert', console => console.assert(false, value)],
  ])('is printed masked by console.%s', (_, print) => {
    const text = printed(print)
    expect(text).not.toBe('')
    for (const value of [secret, token]) expect(text).not.toContain(value.slice(4, -4))
  })

  test('is not copied by structuredClone with its secrets', () => {
    let copy: unknown
    try {
      copy = structuredClone(value)
    } catch (error) {
      copy = String(error)
    }
    for (const value of [secret, token]) expect(JSON.stringify(copy)).not.toContain(value.slice(4, -4))
  })
})

test('console.table shows the prefix and the last four characters, and other code reads the secret afterwards', () => {
  expect(printed(console => console.table(rows))).toContain(`lk_live_****${secret.slice(-4)}`)
  expect(printed(console => console.table(headers))).toContain(`Bearer ses_****${token.slice(-4)}`)
  expect(row.secret).toBe(secret)
  expect({ ...headers }).toEqual({ Authorization: `Bearer ${token}` })
})
