/** What is to be done for a schema. */
import type { JsonObject } from '../../../openapi/contract/json.ts'
import { COMPONENT, COMPONENT_OF_CHOICE } from '../validation/components.ts'
import { type GroupType, typesOf } from './types.ts'

interface Group {
  /** The type of the values that the keywords apply to; undefined for all. */
  readonly type: GroupType | undefined
  readonly keywords: readonly string[]
}

export interface Plan {
  readonly types: readonly string[]
  /** Whether the type is checked before everything else, as opposed to with the keywords for values of the type. */
  readonly typeFirst: boolean
  /** The keywords of the schema. */
  readonly groups: readonly Group[]
  readonly onlyReference: boolean
  /** Whether it has `unevaluatedItems` or `unevaluatedProperties`. */
  readonly isClosed: boolean
}

/** All keywords, in the order in which Ajv reports them. */
const GROUPS: readonly Group[] = [
  {
    type: undefined,
    keywords: ['$ref', 'const', 'enum', 'not', 'anyOf', 'oneOf', 'allOf', 'if', COMPONENT, COMPONENT_OF_CHOICE],
  },
  {
    type: 'number',
    keywords: ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'multipleOf', 'format'],
  },
  { type: 'string', keywords: ['maxLength', 'minLength', 'pattern', 'format'] },
  {
    type: 'array',
    keywords: ['maxItems', 'minItems', 'prefixItems', 'items', 'contains', 'unevaluatedItems', 'uniqueItems'],
  },
  {
    type: 'object',
    keywords: [
      ...['maxProperties', 'minProperties', 'required', 'propertyNames', 'additionalProperties', 'properties'],
      ...['patternProperties', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties'],
    ],
  },
]

/** References that depend on the place from which they are reached. */
const DYNAMIC = ['$dynamicRef', '$recursiveRef']

const plans = new WeakMap<JsonObject, Plan>()

/** @throws {Error} if the schema has a keyword that cannot be interpreted */
export function planOf(schema: JsonObject): Plan {
  let plan = plans.get(schema)
  if (!plan) {
    plan = makePlan(schema)
    plans.set(schema, plan)
  }
  return plan
}

function makePlan(schema: JsonObject): Plan {
  const dynamic = DYNAMIC.find(keyword => schema[keyword] !== undefined)
  if (dynamic)
    throw new Error(`A schema has ${dynamic}, which cannot be checked where code must not be generated at run time.`)
  const groups = GROUPS.map(({ type, keywords }) => ({
    type,
    keywords: keywords.filter(keyword => schema[keyword] !== undefined),
  })).filter(({ keywords }) => keywords.length > 0)
  const types = typesOf(schema)
  const isGroupType = types.length === 1 && groups.some(({ type }) => type === types[0])
  const count = groups.flatMap(({ keywords }) => keywords).length
  return {
    types,
    typeFirst: types.length > 0 && !isGroupType,
    groups,
    onlyReference: count === 1 && schema.$ref !== undefined && types.length === 0,
    isClosed: schema.unevaluatedItems !== undefined || schema.unevaluatedProperties !== undefined,
  }
}
