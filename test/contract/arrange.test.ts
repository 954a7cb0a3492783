import { expect, test } from 'vitest'
import { arrange } from '../../openapi/read/arrange.ts'

test('the order of a document does not depend on the order in which its files were read', () => {
  const document = {
    paths: { '/b': {}, '/a': {} },
    'x-ours': 1,
    components: { schemas: { B: {}, A: { title: 'A', type: 'object' } }, securitySchemes: { key: {} } },
    openapi: '3.1.1',
  }
  expect(JSON.stringify(arrange(document))).toBe(
    JSON.stringify({
      openapi: '3.1.1',
      paths: { '/b': {}, '/a': {} },
      components: { securitySchemes: { key: {} }, schemas: { A: { title: 'A', type: 'object' }, B: {} } },
      'x-ours': 1,
    }),
  )
})
