/** Adapts the steps of a workflow template to a system. */
import type { Contract } from '../../contract/contract.ts'
import { isObject, type JsonObject, objects } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'
import { bodyProperties } from '../sdk/keys.ts'

/** A step with the parameters, the body and the credentials that the operation of this system accepts. */
export function stepOf(template: JsonObject, contract: Contract): JsonObject {
  const { [WORDS]: _, stepId, description, operationId, ...step } = template
  const { 'x-security': security, parameters, requestBody: body, outputs, ...rest } = step
  const operation = contract.operations.find(({ id }) => id === operationId)
  const { properties } = bodyProperties(contract, operation?.body?.schema)
  const isAccepted = (parameter: JsonObject) =>
    parameter.in !== 'query' || operation?.query.some(({ name }) => name === parameter.name)
  return withoutEmpty({
    stepId,
    description,
    operationId,
    'x-security': objects(security).map(one => credentialOf(one, contract)),
    parameters: objects(parameters).filter(isAccepted),
    requestBody: isObject(body) ? { ...body, payload: acceptedFields(body.payload, properties) } : undefined,
    ...rest,
    outputs,
  })
}

function withoutEmpty(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => Object.keys(value ?? {}).length > 0))
}

function acceptedFields(payload: unknown, properties: ReadonlyMap<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(payload ?? {}).filter(([name]) => properties.has(name)))
}

/** A credential of `x-security`, a Redocly extension, in the form that the security scheme of the system requires. */
function credentialOf({ schemeName, values }: JsonObject, { schemes }: Contract): JsonObject {
  const scheme = schemes[String(schemeName)]
  const carrier = scheme && !('accepts_any' in scheme) ? scheme.carrier : undefined
  const credential = isObject(values) ? values.token : undefined
  switch (carrier?.in) {
    case 'bearer':
      return { schemeName, values: { token: credential } }
    case 'basic':
      // Redocly takes an empty string for a missing one. A list that holds it is sent as an empty password.
      return { schemeName, values: { username: credential, password: [''] } }
    case 'header':
    case 'query':
    case 'cookie': {
      // Within a text, a runtime expression stands in braces.
      const prefix = carrier.in === 'header' ? carrier.prefix : undefined
      return { schemeName, values: { apiKey: prefix === undefined ? credential : `${prefix} {${credential}}` } }
    }
    case undefined:
      throw new Error(`The template of the workflows refers to an unknown security scheme: "${schemeName}".`)
  }
}
