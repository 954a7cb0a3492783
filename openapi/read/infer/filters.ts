import { isString } from '../../contract/json.ts'
import type { Filter, PageStyle, Sort } from '../../contract/shape.ts'
import { plain } from './names.ts'
import type { OperationFacts, ParameterFacts } from './operations.ts'
import { inputsOf } from './pages.ts'
import type { Shape, Shapes } from './shapes.ts'

const SORT = /^(sort|sortby|sortfield|sortkey|orderby|ordering|order|sorting|sortcolumn|orderfield|\$orderby)$/
const DIRECTION =
  /^(direction|sortdir|sortdirection|sortorder|orderdirection|orderdir|order|dir|sorttype|ordertype|sort)$/

/** The parameters whose values a property must equal. */
export function filtersOf(
  shapes: Shapes,
  operation: OperationFacts,
  record: Shape,
  pages: PageStyle | undefined,
): Filter[] {
  const [place, parameters] = inputsOf(shapes, operation)
  const taken = [pages?.position, pages?.size]
  const names = shapes.plainNames(record)
  return parameters.flatMap(({ name, schema }) => {
    if (taken.includes(name)) return []
    const property = names.get(plain(name.replace(/^filter\[(\w+)\]$/, '$1')))
    if (property === undefined) return []
    if (!isComparable(shapes.of(record.properties.get(property)), shapes.of(schema))) return []
    return [{ parameter: name, property, ...(place === 'body' && { in: place }) }]
  })
}

function isComparable(property: Shape, parameter: Shape): boolean {
  const isScalar = ({ kind }: Shape) => kind !== 'object' && kind !== 'array' && kind !== 'unknown'
  return isScalar(property) && isScalar(parameter) && !isOtherUnit(property, parameter)
}

/** `duration=1d` is a span of time to look at, and no `duration` of a record in seconds. */
function isOtherUnit({ kind }: Shape, { schema, enum: values }: Shape): boolean {
  const known = [schema.default, ...values].filter(isString)
  return (kind === 'integer' || kind === 'number') && known.some(value => Number.isNaN(Number(value)))
}

export function sortOf(shapes: Shapes, operation: OperationFacts): Sort | undefined {
  const [, parameters] = inputsOf(shapes, operation)
  const direction = parameters.find(
    parameter => DIRECTION.test(plain(parameter.name)) && isDirection(shapes, parameter),
  )
  const sort = parameters.find(parameter => parameter !== direction && SORT.test(plain(parameter.name)))
  if (!sort) return undefined
  const values = shapes.of(sort.schema).enum
  const descending = values.some(value => value.startsWith('-'))
    ? '-'
    : values.some(value => /[ :_.,-]desc$/i.test(value))
      ? 'desc'
      : undefined
  return {
    parameter: sort.name,
    ...(direction && { direction: direction.name }),
    ...(!direction && { descending: descending ?? '-' }),
  }
}

function isDirection(shapes: Shapes, { schema }: ParameterFacts): boolean {
  const values = shapes.of(schema).enum
  return values.length > 0 && values.every(value => /^(asc|desc|ascending|descending)$/i.test(value))
}
