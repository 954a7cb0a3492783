import type { Contract, JsonSchema } from '../../../openapi/contract/contract.ts'
import { dereference } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'
import { formatTime, parseTime } from '../../../openapi/contract/time.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'

/** Written values with their times in UTC with milliseconds: the form in which they are shown, and sort as text. */
export function inUtc(context: Context, resourceName: string, values: Row): Row {
  const times = timesOf(context.contract, resourceName)
  if (times.length === 0) return values
  const written: Record<string, unknown> = { ...values }
  for (const property of times) {
    const value = written[property]
    const milliseconds = typeof value === 'string' ? parseTime(value) : Number.NaN
    if (!Number.isNaN(milliseconds)) written[property] = formatTime(milliseconds)
  }
  return written
}

/** The properties of a resource that hold times. */
const timesOf = perContract(({ schemas }, resourceName: string): readonly string[] => {
  const properties = Object.entries(propertiesOf(schemas[resourceName]))
  return properties.flatMap(([name, property]) => (isTime(schemas, property) ? [name] : []))
})

function isTime(schemas: Contract['schemas'], property: JsonSchema): boolean {
  return (property.format ?? dereference(schemas, property)?.format) === 'date-time'
}
