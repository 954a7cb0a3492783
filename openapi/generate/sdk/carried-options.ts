/** The options of a client whose values each request carries: credentials, and the ids of records to work in. */
import type { Carrier } from '../../contract/carrier.ts'
import type { Contract, Scheme } from '../../contract/contract.ts'
import { defined, isObject, isString, type JsonObject } from '../../contract/json.ts'
import { dereference } from '../../contract/ref.ts'
import { propertiesOf } from '../../contract/schema.ts'
import { sessionScheme } from '../../contract/schemes.ts'
import { resolved } from './described-operation.ts'
import { camelCase } from './names.ts'

export interface CarriedOption {
  readonly name: string
  readonly carrier: Carrier
  /** What the value is. Undefined for an API key. */
  readonly kind?: 'session' | 'token' | 'id' | undefined
  /** The option with the password, if this option is a user name. */
  readonly password?: string | undefined
  readonly type: 'string' | 'number'
  /** The security scheme. */
  readonly scheme: string
  readonly description?: string | undefined
}

/** The options of each client. */
const TAKEN = /^(baseUrl|fetch|maxRetries|timeout|totalTimeout|dangerouslyAllowBrowser|tracing|hooks|logger|logLevel)$/

/** For documents that do not say how requests are authenticated. */
const UNNAMED: CarriedOption = {
  name: 'token',
  kind: 'token',
  carrier: { in: 'bearer' },
  scheme: 'token',
  type: 'string',
  description: 'The document names no credentials. Most servers take a token.',
}

/** One option for each security scheme that some operation asks for, in the order of the document. */
export function carriedOptions(document: JsonObject, contract: Contract): CarriedOption[] {
  const used = new Set(contract.operations.flatMap(({ security }) => security.flatMap(Object.keys)))
  const session = sessionScheme(contract)?.name
  const options = Object.entries(contract.schemes)
    .filter(([name]) => used.has(name) || name === session)
    .map(([name, scheme]) => ({ ...optionOf(contract, name, scheme, session), ...describedIn(document, name) }))
  if (Object.keys(contract.schemes).length === 0) return [UNNAMED]
  const names = Map.groupBy(options, ({ name }) => name)
  return options.map(option => {
    const isOnly = names.get(option.name)?.length === 1
    const name = isOnly ? option.name : camelCase(option.scheme)
    const password = option.password && (isOnly ? option.password : `${name}Password`)
    return { ...option, name: TAKEN.test(name) ? `${name}Credential` : name, password }
  })
}

function optionOf(contract: Contract, name: string, scheme: Scheme, session: string | undefined): CarriedOption {
  const { carrier } = scheme
  const shared = { carrier, scheme: name, type: 'string' } as const
  if ('selects' in scheme) return { ...shared, name: `${name}Id`, kind: 'id', type: idTypeOf(contract, scheme.selects) }
  if (name === session) return { ...shared, name: 'session', kind: 'session' }
  if ('authenticates' in scheme) return { ...shared, name: 'apiKey' }
  if (carrier.in === 'bearer') return { ...shared, name: 'token', kind: 'token' }
  if (carrier.in === 'basic') return { ...shared, name: 'username', password: 'password' }
  return { ...shared, name: 'apiKey' }
}

function idTypeOf({ schemas, resources }: Contract, resource: string): 'string' | 'number' {
  const id = dereference(schemas, propertiesOf(schemas[resource]).id)
  return id?.type === 'integer' || resources[resource]?.idType === 'integer' ? 'number' : 'string'
}

function describedIn(document: JsonObject, name: string): Pick<CarriedOption, 'description'> {
  const components = resolved(document, document.components)
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {}
  const { description } = resolved(document, schemes[name])
  return isString(description) ? { description } : {}
}

/** The `carried` of a system in the SDK (src/sdk/system.ts). */
export function carriedTable(options: readonly CarriedOption[], variable: string | undefined) {
  const entries = options.map(({ name, carrier, kind, password }) => {
    const isKey = name === 'apiKey'
    return [name, defined({ ...carrier, kind, password, variable: isKey ? variable : undefined })] as const
  })
  return Object.fromEntries(entries)
}

/** How an option is sent, for its docstring. */
export function sentAs(carrier: Carrier): string {
  switch (carrier.in) {
    case 'bearer':
      return 'It is sent as `Authorization: Bearer`.'
    case 'basic':
      return 'It is sent as `Authorization: Basic`.'
    case 'header':
      return `It is sent as \`${carrier.name}${carrier.prefix ? `: ${carrier.prefix}` : ''}\`.`
    case 'query':
      return `It is sent as \`${carrier.name}\` in the query.`
    case 'cookie':
      return `It is sent as the cookie \`${carrier.name}\`.`
  }
}
