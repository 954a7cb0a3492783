/** The guide to what all requests have in common says how each system reads a key. */
import { expect, test } from 'vitest'
import { readGuide } from '../../docs/build/pages/guides.ts'
import { readSystems } from '../../docs/build/system.ts'
import type { Carrier } from '../../openapi/contract/carrier.ts'
import { tableOf } from './table.ts'

const rows = tableOf(readGuide('api-basics').text, 'system')

test.each(readSystems())('$id', ({ id, facts }) => {
  const [, sent] = rows.find(([systems = '']) => systems.split(', ').includes(id)) ?? []
  expect(sent).toContain(formOf(facts.keySentAs))
  if (facts.selection && id !== 'standard') expect(sent).toContain(`${facts.selection.header}: `)
})

function formOf(carrier: Carrier): string {
  switch (carrier.in) {
    case 'bearer':
      return 'Authorization: Bearer KEY'
    case 'header':
      return `${carrier.name}: ${carrier.prefix ?? ''} KEY`
    case 'query':
      return `?${carrier.name}=KEY`
    case 'basic':
      return 'HTTP Basic, with the key as user name'
    case 'cookie':
      return `the cookie ${carrier.name}`
  }
}
