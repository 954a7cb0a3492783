import { basePathsOf, pathBelow } from '../../../openapi/contract/base-paths.ts'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { type AnswerWarning, answerFromDocument as answerOf } from '../answers/answer.ts'
import { preferencesOf } from '../answers/prefer.ts'
import type { Context } from '../context.ts'
import { requestTargetOf } from '../request-target.ts'
import type { SchemaFault } from '../validation/prepare.ts'

/** Whether the request asks for an answer of the document, whatever the state holds. */
export function prefersDocument({ request }: Call): boolean {
  const { code, example } = preferencesOf(request.headers)
  return code !== undefined || example !== undefined
}

/**
 * The answer of the document to a request: an example, or a value made from the schema.
 * @throws {Refusal} validation_failed, if `Prefer` asks for what the operation does not have
 */
export function answerFromDocument({ contract, random, schemas }: Context, call: Call): Answer {
  const { operation, request, params, path = params, query, body } = call
  const { pathname, search } = requestTargetOf(request.url)
  const { method, headers } = request
  const answer = answerOf(
    operation.responses,
    { method, pathname: below(contract, pathname), search, headers, params: path, query, body },
    {
      schemas: contract.schemas,
      seed: random.seed,
      warn: warning => schemas.report(faultOf(operation, warning)),
    },
  )
  if ('unavailable' in answer) throw unavailable(operation.id, answer.unavailable, answer.asked, answer.declared)
  const { status, media, source } = answer
  return {
    isWritten: true,
    status,
    headers: answer.headers,
    ...(media !== undefined && { media }),
    ...(source && { source }),
    ...contentOf(answer.body),
  }
}

/** The path of a request as the document has it: below the longest base path. */
function below(contract: Contract, pathname: string): string {
  const paths = basePathsOf(contract).flatMap(basePath => pathBelow(basePath, pathname) ?? [])
  return paths.reduce((shortest, path) => (path.length < shortest.length ? path : shortest), pathname)
}

/** What is wrong in the document, and what is answered instead. */
function faultOf({ method, path }: Operation, { kind, status, example }: AnswerWarning): SchemaFault {
  const pointer = `#/paths/${escapeKey(path)}/${method.toLowerCase()}/responses/${status}`
  const at = `of ${status} of ${method} ${path}`
  switch (kind) {
    case 'example-repaired':
      return {
        kind: 'example',
        pointer,
        message: `The example "${example}" ${at} breaks its schema, so it is repaired.`,
      }
    case 'example-skipped':
      return {
        kind: 'example',
        pointer,
        message: `The example "${example}" ${at} breaks its schema, so it is not used.`,
      }
    case 'no-valid-value':
      return {
        kind: 'no-value',
        pointer,
        message: `No value was found that the schema ${at} allows. The body breaks it.`,
      }
  }
}

function contentOf(body: Exclude<ReturnType<typeof answerOf>, { unavailable: unknown }>['body']): Answer {
  switch (body.kind) {
    case 'none':
      return {}
    case 'json':
      return { content: JSON.stringify(body.value) }
    case 'text':
      return { content: body.text }
    case 'bytes':
      return { content: body.bytes }
  }
}

function unavailable(operation: string, what: 'code' | 'example', asked: string, declared: readonly string[]): Refusal {
  const has = declared.length === 0 ? `no ${what}s` : listOf(declared)
  const detail = `Prefer asks for the ${what} "${asked}". ${operation} has ${has}.`
  return new Refusal({ code: 'validation_failed', detail, rule: 'prefer' })
}
