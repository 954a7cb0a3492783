/** The operations of one system as a table: what the SDK sends when a method is called. */
import type { Contract } from '../../contract/contract.ts'
import { defined } from '../../contract/json.ts'
import { acceptedType, isIdempotent, queryParameters, returnedBy, secretsOf } from './calls.ts'
import { isJson } from './described-operation.ts'
import { type Call, callsByResource } from './names.ts'
import { pageRulesOf } from './page-rules.ts'
import { fieldStyles, queryStyles } from './styles.ts'

type OperationsByName = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The operations by resource and by the name of their method: the `resources` of a `System` (src/sdk/system.ts). */
export function operationsOf(calls: readonly Call[], contract: Contract): ReadonlyMap<string, OperationsByName> {
  const resources = [...callsByResource(calls)].map(([resource, calls]) => {
    return [resource, Object.fromEntries(calls.map(call => [call.method, operationOf(call, contract)]))] as const
  })
  return new Map(resources)
}

/** An `Operation` of the SDK. */
function operationOf(call: Call, contract: Contract) {
  const { operation, body, successes } = call
  const [content] = body
  const returned = returnedBy(call, contract)
  const isPaged = pageRulesOf(operation)
  const secrets = secretsOf(call, contract)
  const media = content && (isJson(content) && content.media.includes('*') ? undefined : content.media)
  return defined({
    method: operation.method,
    // Some documents tell operations apart by a fragment (`/#Action=Start`), which no request has. Its parameters are declared.
    path: operation.path.replace(/#.*$/, ''),
    hasBody: content && true,
    sends: media === 'application/json' ? undefined : media,
    fields: content && fieldStyles(operation, content.media),
    isPaged,
    hasQuery: isPaged !== true && queryParameters(call).length > 0 ? true : undefined,
    query: queryStyles(operation),
    isIdempotent: isIdempotent(call, contract) || undefined,
    accepts: acceptedType(call),
    returns: returned.kind === 'json' ? (returned.isObject ? undefined : 'json') : kindOf(returned.kind),
    hasNoContent: successes.some(({ contents }) => contents.length === 0) || successes.length === 0 || undefined,
    secrets: secrets.length > 0 ? secrets : undefined,
  })
}

const kindOf = (kind: 'text' | 'blob' | 'nothing') => (kind === 'nothing' ? undefined : kind)
