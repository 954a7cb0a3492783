import type { Operation } from '../../../openapi/contract/contract.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { shownRecord } from '../described/answer.ts'
import { view } from './view.ts'

/**
 * A record as an operation shows it.
 * @param minted secrets that are available only now, by property
 */
export function show(context: Context, resource: string, entry: Entry, operation: Operation, minted?: Row): unknown {
  return operation.shape && resource === operation.resource
    ? shownRecord(context, operation, entry, minted && Object.keys(minted).length > 0 ? minted : undefined)
    : view(context, resource, entry.row, operation, minted)
}
