import { expect, test } from 'vitest'
import { systems, textOf } from './files.ts'

test('machines find everything from llms.txt', () => {
  const text = textOf('llms.txt')
  expect(text).toContain('LATCHKEY_SESSION')
  for (const { id, contract } of systems) {
    expect(text).toContain(`(operations/${id}/index.md)`)
    for (const operation of contract.operations) {
      const page = textOf(`operations/${id}/${operation.id}.md`)
      expect(page).toContain(`${operation.method} ${contract.basePath}${operation.path}`)
      expect(page).toContain('```ts\n')
    }
  }
})

test('the comparison says what the contracts say', () => {
  const page = textOf('systems/index.html')
  const cells = /<th scope="row">Active keys at most<\/th>(.*?)<\/tr>/s.exec(page)?.[1]?.replaceAll(/<[^>]+>/g, '|')
  for (const { facts } of systems)
    expect(cells).toContain(facts.limit ? `${facts.limit.max}| per ${facts.limit.per}` : 'no limit')
})

test('the page of a system shows each change of its overlay, with what was before', () => {
  const page = textOf('systems/warehouse.html')
  expect(page).toContain('Up to 5 keys of an account are active at a time.')
  expect(page).toMatch(
    /<p class="side">Standard<\/p><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">user/,
  )
  expect(page).toMatch(
    /<p class="side">Here<\/p><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">account/,
  )
})
