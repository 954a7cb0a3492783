/** The response of a fault in a lenient contract. */
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { exampleOf } from '../answers/example.ts'
import { sentMedia } from '../bodies/media.ts'
import type { Visit } from '../interceptor.ts'
import { headersOfAll } from '../steps/respond.ts'
import { refuseInDialect } from '../wire/refuse.ts'
import { respondError } from './refuse.ts'

const DETAIL = 'A fault of the mock failed this request.'

/** The example that the document has for the status, or else an error in the schema that the operation has for it. */
export function failDescribed({ context, route, url, requestId }: Visit, status: number, headers: object): Response {
  const { operation } = route
  const all = { ...headersOfAll(context, requestId), ...headers }
  const declared = operation.responses[status]
  const { schemas } = context.contract
  const example =
    declared?.examples &&
    exampleOf(declared, undefined, { schemas, direction: 'response', seed: `${status}` }, () => {})
  const { dialect } = context.contract
  if (!example && dialect?.errors) {
    const refusal = new Refusal({ code: 'fault', detail: DETAIL, rule: 'fail' })
    return refuseInDialect(context, dialect.errors, operation, refusal, url.pathname, requestId, all, false, status)
  }
  if (!declared || !example) return respondError(context, operation, { status, detail: DETAIL }, url.pathname, all)
  const { media = 'application/json' } = declared
  const content = typeof example.value === 'string' && !/[/+]json\b/.test(media) ? example.value : undefined
  return new Response(content ?? JSON.stringify(example.value), {
    status,
    headers: { ...all, 'Content-Type': sentMedia(media) },
  })
}
