/** The problem codes with which an operation can answer: derived from the words and from native OpenAPI. */
import { entersOf } from './model/enters.ts'
import type { Model, OperationNode } from './model/model.ts'
import { lifecycleRefusals } from './refusals-lifecycle.ts'
import { credentialRefusals, principalRefusals } from './refusals-security.ts'

export interface Refusal {
  readonly code: string
  /** The rule that gives it, for messages: `because ...`. */
  readonly why: string
  /** Declared or not, the contract is right: the rule guards the way, but gives no refusal on it. */
  readonly optional?: true
}

/** Every refusal that some rule gives on an operation. */
export function refusalsOf(model: Model, operation: OperationNode): Refusal[] {
  return [
    ...always,
    ...bodyRefusals(operation),
    ...idempotencyRefusals(operation),
    ...credentialRefusals(model, operation),
    ...signInRefusals(model, operation),
    ...existenceRefusals(operation),
    ...lifecycleRefusals(model, operation),
    ...windowRefusals(model, operation),
    ...limitRefusals(model, operation),
  ]
}

const always: readonly Refusal[] = [
  { code: 'method_not_allowed', why: 'every address refuses methods that it does not have' },
  { code: 'validation_failed', why: 'unknown query parameters are refused everywhere' },
  { code: 'rate_limited', why: 'every operation can be asked too often' },
]

function bodyRefusals({ body }: OperationNode): Refusal[] {
  const why = 'it takes a JSON body'
  const codes = ['malformed_json', 'body_too_large', 'unsupported_media_type']
  return body ? codes.map(code => ({ code, why })) : []
}

function idempotencyRefusals({ parameters }: OperationNode): Refusal[] {
  const hasKey = parameters.some(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'idempotency-key',
  )
  const why = 'it has the header parameter `Idempotency-Key`'
  return hasKey ? ['idempotency_conflict', 'idempotency_key_reused'].map(code => ({ code, why })) : []
}

function signInRefusals(model: Model, { words }: OperationNode): Refusal[] {
  if (!words?.sign_in) return []
  return [{ code: words.sign_in.refuse, why: '`sign_in` refuses a wrong password' }, ...principalRefusals(model)]
}

function existenceRefusals({ parameters, words }: OperationNode): Refusal[] {
  if (parameters.some(parameter => parameter.in === 'path'))
    return [{ code: 'not_found', why: 'its path names a record' }]
  return words?.many === undefined ? [] : [{ code: 'not_found', why: 'its body names records' }]
}

function windowRefusals({ resources }: Model, { words }: OperationNode): Refusal[] {
  const window = words?.window === undefined ? undefined : resources.get(words.window)?.words.window
  return window ? [{ code: window.refuse, why: `it needs the window of \`${words?.window}\` to be open` }] : []
}

function limitRefusals(model: Model, { id, words }: OperationNode): Refusal[] {
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  return (resource?.words.limits ?? []).flatMap(limit => {
    if (!resource || limit.max === null || limit.refuse === undefined) return []
    const { refuse: code } = limit
    const enters = entersOf(model, resource, limit).filter(({ operation }) => operation.id === id)
    const why = `it leads into states that a limit of \`${resource.name}\` counts`
    if (enters.some(({ fromOutside }) => fromOutside)) return [{ code, why }]
    return enters.length > 0 ? [{ code, why, optional: true }] : []
  })
}
