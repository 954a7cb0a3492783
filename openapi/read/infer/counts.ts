import type { BodyPath } from '../../contract/shape.ts'
import { findList } from './bodies.ts'
import { filtersOf } from './filters.ts'
import type { Entry } from './groups.ts'
import { plain } from './names.ts'
import type { SuccessFacts } from './operations.ts'
import type { Resource, Resources } from './resource.ts'
import { ownerOf } from './routes.ts'
import type { Shapes } from './shapes.ts'
import type { View } from './views.ts'

const COUNT = /^\$?count$/i
/** Members that hold the number of records. */
const NUMBERS = /^(count|total|totalcount|value|result|number)$/

/** `GET /pets/count` and `GET /pets/$count`: how many records `GET /pets` lists. */
export function countOf(shapes: Shapes, resources: Resources, { operation }: Entry): View | undefined {
  if (operation.method !== 'GET') return undefined
  const owned = ownerOf(operation.path)
  if (!owned || owned.owner.parameter !== undefined || !COUNT.test(owned.word)) return undefined
  const resource = resources.at(owned.owner.key)
  const [success] = operation.successes
  const answer = success && numberIn(shapes, success)
  if (!resource || !success || !answer || !isListed(shapes, resource)) return undefined
  const filters = filtersOf(shapes, operation, resource.record, undefined)
  return {
    resource,
    verdict: {
      rule: { does: 'count', status: success.status, answer, ...(filters.length > 0 && { filters }) },
      confidence: 0.9,
      reason: `the number of the records that GET ${resource.group.collection} lists`,
    },
  }
}

/** Where a response has one number: at the root, also as text, or in the only member. */
function numberIn(shapes: Shapes, { schema, text }: SuccessFacts): BodyPath | undefined {
  if (schema === undefined) return text ? [] : undefined
  const shape = shapes.of(schema)
  if (isNumber(shape.kind)) return []
  const [name, ...others] = [...shape.properties.keys()]
  if (name === undefined || others.length > 0 || !NUMBERS.test(plain(name))) return undefined
  return isNumber(shapes.of(shape.properties.get(name)).kind) ? [name] : undefined
}

const isNumber = (kind: string) => kind === 'integer' || kind === 'number'

function isListed(shapes: Shapes, { group }: Resource): boolean {
  return group.entries.some(
    ({ operation, on }) =>
      on === 'collection' &&
      operation.method === 'GET' &&
      operation.successes.some(({ schema }) => findList(shapes, schema, group.noun)),
  )
}
