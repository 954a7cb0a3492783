import { hint } from '../../../openapi/vocabulary/nearest.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { ControlError } from './control-error.ts'

const FILTERS: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  operation: ({ operation }) => operation,
  status: ({ status }) => status,
  code: ({ refusal }) => refusal?.code,
}

/** The requests that match every parameter of the query. */
export function filterRequests(requests: readonly Exchange[], query: URLSearchParams): readonly Exchange[] {
  return [...query].reduce((left, [name, value]) => {
    const property = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
    if (!property) throw new ControlError(`?${name} is not a known filter.${hint(name, Object.keys(FILTERS))}`)
    return left.filter(exchange => String(property(exchange)) === value)
  }, requests)
}
