import type { Operation } from '../../openapi/contract/contract.ts'
import type { Call, Principal } from '../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../openapi/vocabulary/engine/plan.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from './context.ts'
import { ANYONE, acceptAnyone } from './credentials/anyone.ts'
import type { SecretScheme } from './credentials/secret-schemes.ts'
import { findDescribed } from './described/find-described.ts'
import { withParents } from './described/parents.ts'
import { readDescribed } from './described/read-request.ts'
import type { Visit } from './interceptor.ts'
import type { RequestTarget } from './request-target.ts'
import { settle } from './rules/due.ts'
import { stillRunning } from './rules/idempotency.ts'
import { trimLabels } from './rules/labels.ts'
import { repeatableOf, runningScope } from './rules/repetition.ts'
import { authenticate } from './steps/authenticate.ts'
import { authorize } from './steps/authorize.ts'
import { carryOut } from './steps/carry-out.ts'
import { find } from './steps/find.ts'
import { parseBody } from './steps/parse-body.ts'
import type { RawBody } from './steps/read-body.ts'
import { respond } from './steps/respond.ts'
import { select } from './steps/select.ts'
import { checkInput, validate } from './steps/validate.ts'
import { filled } from './wire/shaped-answer.ts'

/**
 * The steps of a request after its routing, in the order in which the contract promises its checks: authenticate, select,
 * authorize, find, validate, plan, guard, commit, respond. Once the body is read they run without a pause, so no other
 * request comes in between.
 * @param schemes the schemes that credentials are read from
 * @param isChecked whether the response is checked against the contract
 * @throws {Refusal} the request is rejected, and nothing has changed
 */
export function runPipeline(
  visit: Visit,
  schemes: readonly SecretScheme[],
  isChecked: boolean,
): Response | Promise<Response> {
  return visit.route.operation.body ? withBody(visit, schemes, isChecked) : runSteps(visit, schemes, isChecked)
}

async function withBody(visit: Visit, schemes: readonly SecretScheme[], isChecked: boolean): Promise<Response> {
  const { context, request, url, route } = visit
  const { operation } = route
  const { idempotency } = context
  const running = runningScope(context.contract, operation, request, url, schemes)
  const isFirst = running === undefined || idempotency.start(running)
  try {
    const raw = await visit.readBody()
    const isRepeated = !isFirst && idempotency.isRunning(running)
    return runSteps(visit, schemes, isChecked, raw, isRepeated)
  } finally {
    if (isFirst && running !== undefined) idempotency.finish(running)
  }
}

/** Who a request with credentials runs as. */
function callerOf(
  context: Context,
  operation: Operation,
  schemes: readonly SecretScheme[],
  headers: Headers,
  { searchParams }: RequestTarget,
): Principal {
  return (
    acceptAnyone(context, operation, headers, searchParams) ??
    authenticate(context, schemes, headers, searchParams, context.clock.now)
  )
}

/** @param isRepeated whether another request with the same idempotency key is still running */
function runSteps(
  { context, request, url, route, requestId }: Visit,
  schemes: readonly SecretScheme[],
  isChecked: boolean,
  raw?: RawBody,
  isRepeated = false,
): Response {
  const { operation } = route
  const { now } = context.clock
  settle(context.store, now)
  context.idempotency.forget(now)
  const isOpen = operation.security.length === 0
  const anyone = operation.sign_in ? undefined : ANYONE
  // A sign-in has no caller yet.
  const principal = isOpen ? anyone : callerOf(context, operation, schemes, request.headers, url)
  const selected = principal ? select(context, operation, principal, request.headers) : {}
  if (principal && principal !== ANYONE) authorize(context.contract, operation, principal)
  const found = principal && !operation.shape ? find(context, route, principal, selected, url.searchParams) : undefined
  const described = operation.shape && readDescribed(context, route, request, url, raw)
  const read = described ? described.body : parseBody(operation, request, raw)
  const body = trimLabels(context.contract, operation, read)
  const repeatable =
    principal && repeatableOf(context.contract, operation, request, url.pathname, principal, selected, body)
  const first = repeatable && context.idempotency.replay(repeatable, now)
  // A repetition writes nothing, so what the first request wrote (a unique value) is not an error.
  const writer = principal && !first ? { principal, target: found, now } : undefined
  const query = described ? described.query : validate(context, operation, request, url.searchParams, body, writer)
  if (isRepeated && !first) throw stillRunning()
  const resource = operation.resource === undefined ? undefined : context.contract.resources[operation.resource]
  const params = withParents(resource, route.params, body)
  const seer = { principal, selected }
  const path = described?.path ?? params
  const base = { operation, resource, principal, selected, params, path, query, body, now, request }
  let call: Call = { ...base, target: found }
  let answer: Answer
  try {
    const target =
      operation.shape && resource ? findDescribed(context, operation, { params, query, body }, seer) : found
    if (operation.shape && principal && !first)
      checkInput(context, operation, { params, query, body }, { principal, target, now })
    call = { ...base, target }
    answer = first ?? carryOut(context, call)
  } catch (thrown) {
    answer = answerInstead(context, call, thrown, requestId)
  }
  if (repeatable && !first) context.idempotency.keep(repeatable, answer, now)
  const response = respond(context, call, answer, url.pathname, requestId, isChecked)
  if (first) response.headers.set('Idempotency-Replayed', 'true')
  return response
}

/**
 * What the operation responds with in place of a refusal, if it says so.
 * @throws what was thrown, if it does not
 */
function answerInstead(context: Context, call: Call, thrown: unknown, requestId: string): Answer {
  const { absent, closed } = call.operation.shape ?? {}
  const rule = thrown instanceof Refusal ? thrown.rule : undefined
  const template = rule === 'record' ? absent : rule === 'window' ? closed : undefined
  if (template === undefined) throw thrown
  return { isWritten: true, source: 'state', content: filled(context, call, template, {}, requestId) }
}
