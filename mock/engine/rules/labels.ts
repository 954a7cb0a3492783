import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { setAt } from '../described/body-path.ts'
import { perContract } from '../per-contract.ts'

/** A body without the blanks around its labels. Anything that is not valid stays, and fails validation. */
export function trimLabels(contract: Contract, { resource, many, shape }: Operation, body: unknown): unknown {
  const labels = resource === undefined ? [] : labelsOf(contract, resource)
  if (labels.length === 0 || !isObject(body)) return body
  if (shape?.input?.length) {
    const values = valueAt(body, shape.input)
    return isObject(values) ? setAt(body, shape.input, trimmed(values, labels)) : body
  }
  if (many === undefined) return trimmed(body, labels)
  const items = body[many]
  if (!Array.isArray(items) || !items.some(item => isObject(item) && isPadded(item, labels))) return body
  return { ...body, [many]: items.map(item => (isObject(item) ? trimmed(item, labels) : item)) }
}

/** Values of a resource without the blanks around its labels. */
export function withTrimmedLabels(contract: Contract, resource: string, values: Row): Row {
  return isObject(values) ? trimmed(values, labelsOf(contract, resource)) : values
}

function trimmed(values: Row, labels: readonly string[]): Row {
  if (!isPadded(values, labels)) return values
  const named = labels.filter(name => Object.hasOwn(values, name))
  return { ...values, ...Object.fromEntries(named.map(name => [name, trimTexts(values[name])])) }
}

/** Whether there may be something to trim. A copy of a large body takes long. */
const isPadded = (values: Row, labels: readonly string[]) =>
  labels.some(name => trimTexts(values[name]) !== values[name])

/** A text without the blanks around it, or a list whose texts have none. */
function trimTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map(trimTexts)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, trimTexts(text)]))
}

const labelsOf = perContract(({ resources }, name: string): readonly string[] =>
  Object.entries(resources[name]?.properties ?? {}).flatMap(([property, { label }]) => (label ? [property] : [])),
)
