import type { ExpectedRefusal } from './expected-refusal.ts'
import { refusals as byWord } from './generated/registry.ts'
import type { Model, OperationNode } from './model/model.ts'
import { protocolRefusals } from './protocol-refusals.ts'

/** Every error code that some rule gives on an operation: a keyword, or native OpenAPI. */
export function refusalsOf(model: Model, operation: OperationNode): ExpectedRefusal[] {
  return [...protocolRefusals(model, operation), ...keywordRefusals(model, operation)]
}

/** Those that keywords give, with the keyword. */
export function keywordRefusals(model: Model, operation: OperationNode): (ExpectedRefusal & { keyword: string })[] {
  return Object.entries(byWord).flatMap(([keyword, refusals]) =>
    refusals(model, operation).map(refusal => ({ ...refusal, keyword })),
  )
}
