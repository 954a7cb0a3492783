import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import type { Engine } from '../engine/engine.ts'
import type { Outcome } from '../engine/exchange.ts'
import type { Interceptor, Visit } from '../engine/interceptor.ts'
import { headersOfAll } from '../engine/steps/respond.ts'
import { maskPath } from '../engine/values/mask.ts'
import { unlessAborted } from './abort.ts'
import { BrokenConnectionError } from './broken-connection-error.ts'
import type { Control } from './controls.ts'
import { operationsOf } from './operations.ts'
import { codesOf, headersOf, membersOf } from './problem.ts'
import type { Fault } from './types/fault.ts'

/** @throws {RangeError} where there is no such operation, or none that declares the refusal */
export function faultOf(engine: Engine, id: string, fault: Fault): Control {
  const faults = faultsOf(engine, id, fault)
  const isDue = occasion(fault)
  return {
    isFor: operation => faults.has(operation),
    interceptor: (visit, next) => {
      const fail = faults.get(visit.route.operation)
      return fail && isDue() ? fail(visit, next) : next()
    },
  }
}

/** Tells at each request whether it is one of those that fail. */
function occasion({ times, nth }: Fault): () => boolean {
  for (const count of [times, nth])
    if (count !== undefined && !(Number.isInteger(count) && count > 0))
      throw new RangeError(`\`times\` and \`nth\` are whole numbers from 1 on, not ${count}.`)
  const first = nth ?? 1
  const length = times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1)
  let count = 0
  return () => {
    count++
    return count >= first && count < first + length
  }
}

/** How each operation fails, of those that can fail so. */
function faultsOf(engine: Engine, id: string, fault: Fault): ReadonlyMap<Operation, Interceptor> {
  const { contract } = engine.context
  const operations = operationsOf(contract, id)
  const faults = new Map<Operation, Interceptor>()
  for (const operation of operations) {
    const fail = failureOf(engine, contract, operation, fault)
    if (fail) faults.set(operation, fail)
  }
  if (faults.size > 0) return faults
  const declared = [...new Set(operations.flatMap(operation => codesOf(operation).map(([code]) => code)))].join(', ')
  throw new RangeError(
    `${id === '*' ? 'No operation' : `${id} does not`} declare${id === '*' ? 's' : ''} such a refusal (${JSON.stringify(fault)}). Give one of its codes (${declared}), its status, any status from 500 to 599, or an error ("network" or "timeout").`,
  )
}

function failureOf(
  engine: Engine,
  contract: Contract,
  operation: Operation,
  { error, status, code }: Fault,
): Interceptor | undefined {
  if (error === 'network') return breakOff
  if (error === 'timeout') return hang
  if (error !== undefined || (status === undefined && code === undefined)) return undefined
  const [declared] = codesOf(operation).find(
    ([one, its]) => (code === undefined || code === one) && (status === undefined || status === its),
  ) ?? [undefined]
  if (declared !== undefined) {
    const refusal = new Refusal({
      code: declared,
      detail: 'The mock was told to refuse this request.',
      rule: 'fail',
      members: membersOf(contract, declared),
      headers: headersOf(contract, operation, declared),
    })
    return async visit => engine.refuse(visit, refusal)
  }
  const isServerError = code === undefined && Number.isInteger(status) && Number(status) >= 500 && Number(status) < 600
  return isServerError ? async visit => serverError(visit, Number(status)) : undefined
}

const breakOff: Interceptor = async () => {
  throw new BrokenConnectionError()
}

const hang: Interceptor = ({ request }) => unlessAborted(request.signal, () => new Promise<never>(() => {}))

/** What a proxy in front of the system would say: no refusal of the contract, and so without a code. */
function serverError({ context, url, requestId }: Visit, status: number): Outcome {
  const body = {
    type: 'about:blank',
    title: 'Server error',
    status,
    detail: 'The mock was told to fail this request.',
    instance: maskPath(url.pathname),
    request_id: requestId,
  }
  const headers = { 'Content-Type': 'application/problem+json', ...headersOfAll(context, requestId) }
  return { response: new Response(JSON.stringify(body), { status, headers }) }
}
