import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { listOf } from '../../openapi/contract/prose.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import { BrokenConnectionError } from '../engine/broken-connection-error.ts'
import { failDescribed } from '../engine/described/fail.ts'
import type { Engine } from '../engine/engine.ts'
import type { Outcome } from '../engine/exchange.ts'
import type { Interceptor, Visit } from '../engine/interceptor.ts'
import { headersOfAll } from '../engine/steps/respond.ts'
import { masksOf } from '../engine/values/mask.ts'
import { unlessAborted } from './abort.ts'
import type { OperationInterceptor } from './operation-interceptors.ts'
import { operationsOf } from './operations.ts'
import { declaredCodes, errorHeaders, problemFields, problemHeaders } from './problem-content.ts'
import type { Fault } from './types/fault.ts'

/** @throws {RangeError} if there is no such operation, or none of them declares the fault */
export function faultOf(engine: Engine, id: string, fault: Fault): OperationInterceptor {
  const faults = faultsOf(engine, id, fault)
  return {
    appliesTo: operation => faults.has(operation),
    ...countdown(fault),
    interceptor: (visit, next) => (faults.get(visit.route.operation) ?? next)(visit, next),
  }
}

/** Counts requests, and tells whether the next one fails, and whether it was the last one. */
function countdown({ times, nth }: Fault): Required<Pick<OperationInterceptor, 'isDue' | 'isUsedUp'>> {
  for (const count of [times, nth])
    if (count !== undefined && !(Number.isInteger(count) && count > 0))
      throw new RangeError(`times and nth must be whole numbers of 1 or more, not ${count}.`)
  const first = nth ?? 1
  const length = times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1)
  let count = 0
  return {
    isDue: () => {
      count++
      return count >= first && count < first + length
    },
    isUsedUp: () => count >= first + length - 1,
  }
}

/** How each operation fails, for the operations that declare the fault. */
function faultsOf(engine: Engine, id: string, fault: Fault): ReadonlyMap<Operation, Interceptor> {
  const { contract } = engine.context
  const operations = operationsOf(contract, id)
  const faults = new Map<Operation, Interceptor>()
  for (const operation of operations) {
    const fail = faultOfOperation(engine, contract, operation, fault)
    if (fail) faults.set(operation, fail)
  }
  if (faults.size > 0) return faults
  throw undeclared(contract, id, operations, fault)
}

function undeclared({ lenient }: Contract, id: string, operations: readonly Operation[], fault: Fault): RangeError {
  const codes = new Set(operations.flatMap(operation => declaredCodes(operation).map(([code]) => code)))
  const problem = `${id === '*' ? 'No operation declares' : `${id} does not declare`} ${JSON.stringify(fault)}.`
  if (lenient && codes.size === 0)
    return new RangeError(
      `${problem} This document declares no codes: a fault must have a status from 400 to 599, or the error "network" or "timeout".`,
    )
  return new RangeError(
    `${problem} A fault must have a declared code (${listOf(codes, 'or')}), a declared status, a status from 500 to 599, or the error "network" or "timeout".`,
  )
}

function faultOfOperation(
  engine: Engine,
  contract: Contract,
  operation: Operation,
  { error, status, code }: Fault,
): Interceptor | undefined {
  if (error === 'network') return breakConnection
  if (error === 'timeout') return hang
  if (error !== undefined || (status === undefined && code === undefined)) return undefined
  const [declared] = declaredCodes(operation).find(
    ([itsCode, itsStatus]) =>
      (code === undefined || code === itsCode) && (status === undefined || status === itsStatus),
  ) ?? [undefined]
  if (declared !== undefined) {
    const refusal = new Refusal({
      code: declared,
      detail: 'A fault of the mock rejected this request.',
      rule: 'fail',
      members: problemFields(contract, declared),
      headers: problemHeaders(contract, operation, declared),
    })
    return async visit => engine.refuse(visit, refusal)
  }
  if (contract.lenient) return code === undefined && isBetween(status, 400, 599) ? describedFault(status) : undefined
  return code === undefined && isBetween(status, 500, 599) ? async visit => serverError(visit, status) : undefined
}

function isBetween(status: number | undefined, least: number, most: number): status is number {
  return status !== undefined && Number.isInteger(status) && status >= least && status <= most
}

/** An error as the document describes it, whether it declares the status or not. */
function describedFault(status: number): Interceptor {
  return async visit => {
    const headers = errorHeaders(visit.context.contract, visit.route.operation, status)
    return { response: failDescribed(visit, status, headers), refusal: { code: 'fault', rule: 'fail', at: '' } }
  }
}

const breakConnection: Interceptor = async () => {
  throw new BrokenConnectionError(new Error('A fault of the mock broke this connection.'))
}

const hang: Interceptor = ({ request }) => unlessAborted(request.signal, () => new Promise<never>(() => {}))

/** The response of a proxy in front of the system. It has no code, since it is not a problem of the contract. */
function serverError({ context, url, requestId }: Visit, status: number): Outcome {
  const body = {
    type: 'about:blank',
    title: 'Server error',
    status,
    detail: 'A fault of the mock failed this request.',
    instance: masksOf(context.contract).path(url.pathname),
    request_id: requestId,
  }
  const headers = { 'Content-Type': 'application/problem+json', ...headersOfAll(context, requestId) }
  return { response: new Response(JSON.stringify(body), { status, headers }) }
}
