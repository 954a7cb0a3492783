import type { ExpectedRefusal } from './expected-refusal.ts'
import { credentialsOf, identifiesCaller } from './model/credentials.ts'
import type { Model, OperationNode } from './model/model.ts'

/** The error codes that follow from native OpenAPI: security, parameters and the body. */
export function protocolRefusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  return [
    ...always,
    ...bodyRefusals(operation),
    ...idempotencyRefusals(operation),
    ...permissionRefusals(model, operation),
    ...existenceRefusals(operation),
  ]
}

const always: readonly ExpectedRefusal[] = [
  { code: 'method_not_allowed', why: 'every path rejects methods that it does not have' },
  { code: 'validation_failed', why: 'unknown query parameters are rejected everywhere' },
  { code: 'rate_limited', why: 'every operation can be rate limited' },
]

function bodyRefusals({ body }: OperationNode): ExpectedRefusal[] {
  const why = 'it takes a JSON body'
  const codes = ['malformed_json', 'body_too_large', 'unsupported_media_type']
  return body ? codes.map(code => ({ code, why })) : []
}

function idempotencyRefusals({ parameters }: OperationNode): ExpectedRefusal[] {
  const hasKey = parameters.some(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'idempotency-key',
  )
  const why = 'it has the header parameter `Idempotency-Key`'
  return hasKey ? ['idempotency_conflict', 'idempotency_key_reused'].map(code => ({ code, why })) : []
}

/** Credentials of schemes with `accepts_any` may do everything. */
function permissionRefusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  if (!identifiesCaller(model, operation)) return []
  const { security } = operation
  const code = 'permission_denied'
  if (security.some(({ schemes }) => Object.values(schemes).some(roles => roles.length > 0)))
    return [{ code, why: 'its `security` requires a permission' }]
  const rejected = credentialsOf(model).find(({ scheme }) => !security.some(({ schemes }) => scheme.name in schemes))
  return rejected === undefined ? [] : [{ code, why: `its \`security\` does not accept \`${rejected.scheme.name}\`` }]
}

function existenceRefusals({ parameters }: OperationNode): ExpectedRefusal[] {
  return parameters.some(parameter => parameter.in === 'path')
    ? [{ code: 'not_found', why: 'its path identifies a record' }]
    : []
}
