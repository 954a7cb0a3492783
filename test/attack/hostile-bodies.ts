/** Bodies of 1 MiB that cost a server as much as possible. */

const MIB = 1024 * 1024

/** The text with as many comma-separated units between head and tail as 1 MiB can hold. */
function filled(head: string, unit: (index: number) => string, tail: string): string {
  const units: string[] = []
  let size = head.length + tail.length
  for (let next = unit(0); size + next.length < MIB; next = unit(units.length)) {
    units.push(next)
    size += next.length + 1
  }
  return head + units.join(',') + tail
}

/** A text in JSON that fills 1 MiB together with what is before and after it. */
const long = (head: string, unit: string, tail: string) =>
  head + unit.repeat((MIB - head.length - tail.length) / unit.length) + tail

const member = (index: number) => `"${index.toString(36)}":1`

export interface HostileBody {
  readonly what: string
  /** Method and path of the operation that it is sent to. */
  readonly call: string
  readonly raw: string
}

export const hostileBodies: readonly HostileBody[] = [
  { what: 'numbers as scopes', call: 'POST /api-keys', raw: filled('{"name":"x","scopes":[', () => '1', ']}') },
  { what: 'unknown scopes', call: 'POST /api-keys', raw: filled('{"name":"x","scopes":[', i => `"a${i}"`, ']}') },
  { what: 'lists as scopes', call: 'POST /api-keys', raw: filled('{"name":"x","scopes":[', () => '[]', ']}') },
  { what: 'unknown members', call: 'POST /api-keys', raw: filled('{"name":"x",', member, '}') },
  { what: 'a long member', call: 'POST /api-keys', raw: long('{"name":"x","', '. ', '":1}') },
  { what: 'a long escaped member', call: 'POST /api-keys', raw: long('{"name":"x","', '\\u0001', '":1}') },
  { what: 'a long name', call: 'POST /api-keys', raw: long('{"name":"', 'é ', '"}') },
  { what: 'a long time', call: 'POST /api-keys', raw: long('{"name":"x","expires_at":"', '1', '"}') },
  { what: 'a long number', call: 'POST /api-keys', raw: long('{"name":', '1', '}') },
  { what: 'a long list', call: 'POST /api-keys', raw: filled('[', () => '0', ']') },
  { what: 'open brackets', call: 'POST /api-keys', raw: '{'.repeat(MIB) },
  { what: 'a long email', call: 'POST /sessions', raw: long('{"email":"', 'a.', '","password":"x"}') },
  {
    what: 'a long password',
    call: 'POST /sessions',
    raw: long('{"email":"admin@north.example","password":"', 'a', '"}'),
  },
  { what: 'numbers as permissions', call: 'POST /groups', raw: filled('{"name":"x","permissions":[', () => '1', ']}') },
  { what: 'numbers as items', call: 'PATCH /products', raw: filled('{"items":[', () => '0', ']}') },
  { what: 'empty items', call: 'PATCH /products', raw: filled('{"items":[', () => '{}', ']}') },
  { what: 'an item with unknown members', call: 'PATCH /products', raw: filled('{"items":[{"id":"a",', member, '}]}') },
  { what: 'many ids', call: 'POST /api-keys/revoke', raw: filled('{"ids":[', i => `"a${i}"`, ']}') },
  { what: 'the same id', call: 'POST /api-keys/revoke', raw: filled('{"ids":[', () => '"a"', ']}') },
  {
    what: 'long ids',
    call: 'POST /api-keys/revoke',
    raw: `{"ids":[${Array.from({ length: 100 }, (_, index) => `"${index}${'a '.repeat(5200)}"`)}]}`,
  },
]
