import { isObject } from '../../contract/json.ts'
import { parameterShape } from './candidates.ts'
import { describeId, type IdMatch } from './ids.ts'
import type { InferredResource, InferredStatus } from './inference.ts'
import { typeName } from './names.ts'
import { inputOf } from './requests.ts'
import type { Resource } from './resource.ts'
import type { Shape, Shapes } from './shapes.ts'

/** A resource as plain data. */
export function describeResource(shapes: Shapes, resource: Resource): InferredResource {
  const { name, group, record, id, parameter, within, status } = resource
  const idSchema = id && shapes.of(record.properties.get(id.property))
  const shape = parameter === undefined ? undefined : parameterShape(shapes, group, parameter)
  return {
    name,
    ...(record.name !== undefined && { schema: record.name }),
    collection: group.collection,
    ...(id && idSchema && { id: describeId(id.property, idSchema, shape, isGiven(shapes, resource, id)) }),
    ...(within.length > 0 && { within }),
    ...(!id && ({ singleton: true } as const)),
    ...(status && { status }),
  }
}

/** The client chooses the id: the creating body must have it, or a PUT with the id creates. */
function isGiven(shapes: Shapes, { group, record }: Resource, id: IdMatch): boolean {
  const creating = group.entries.filter(
    ({ operation, on, call }) => operation.method === 'POST' && (on === 'collection' || call === 'create'),
  )
  if (creating.length === 0)
    return group.entries.some(({ operation, on }) => operation.method === 'PUT' && on === 'item')
  return creating.some(({ operation }) => {
    const { members } = inputOf(shapes, operation.body, record, group.noun) ?? {}
    return members?.required.has(id.property) && !isReadOnly(shapes, members.properties.get(id.property))
  })
}

function isReadOnly(shapes: Shapes, schema: unknown): boolean {
  return (isObject(schema) && schema.readOnly === true) || shapes.of(schema).schema.readOnly === true
}

const STATUS = ['status', 'state', 'lifecycle', 'phase']

/** The property with the states of a record: `status`, or `orderStatus` of an order. */
export function statusOf(shapes: Shapes, record: Shape, noun: string): InferredStatus | undefined {
  const properties = shapes.plainNames(record)
  for (const name of [...STATUS, ...STATUS.map(word => noun + word)]) {
    const property = properties.get(name)
    const values = property === undefined ? [] : shapes.of(record.properties.get(property)).enum
    if (property !== undefined && values.length > 1) return { property, values }
  }
  return undefined
}

/** Names that are unique: that of the schema, else made from the path, else with the parent before it. */
export function resourceNames(
  candidates: readonly { readonly collection: string; readonly schema?: string | undefined }[],
): string[] {
  const taken = new Set<string>()
  return candidates.map(({ collection, schema }) => {
    const literals = collection.split('/').filter(segment => segment !== '' && !segment.startsWith('{'))
    const own = typeName(literals.at(-1) ?? '') || 'Record'
    const longer = literals.map((_, at) => literals.slice(at).map(typeName).join('')).toReversed()
    const options = [...(schema === undefined ? [] : [schema]), own, ...longer]
    let name = options.find(option => !taken.has(option)) ?? own
    for (let number = 2; taken.has(name); number++) name = `${own}${number}`
    taken.add(name)
    return name
  })
}
