import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import {
  type CredentialScheme,
  keySchemes,
  requiredSelections,
  sessionScheme,
} from '../../../openapi/contract/schemes.ts'
import type { SignIn } from '../../../openapi/contract/sign-ins.ts'
import { type SampleOptions, sample } from '../../engine/values/sample.ts'
import { type CurlRequest, curlLine, withCredential, withHeader } from './curl.ts'
import type { OpenSession } from './open-session.ts'

const DAY = 24 * 60 * 60 * 1000

/**
 * Two lines for a shell, made from the contract. The first creates a key and stores it in `KEY`, and the second uses it.
 *
 * @param now milliseconds since 1970
 * @returns an empty list if a session cannot create a key
 */
export function tour(contract: Contract, origin: string, { signIn, token }: OpenSession, now: number): string[] {
  const session = sessionScheme(contract)
  const creation = session && firstCreation(contract, session)
  if (!creation) return []
  const { create, key } = creation
  const request = (operation: Operation, { name }: CredentialScheme) =>
    requestFor(contract, origin, operation, name, signIn, now)
  const creating = thatAuthenticates(request(create, session), key)
  const capture = `sed -n 's/.*"${key.by}":"\\([^"]*\\)".*/\\1/p'`
  const list = firstList(contract, key)
  return [
    `KEY=$(${curlLine(withCredential(creating, session.carrier, token))} | ${capture})`,
    ...(list ? [curlLine(withCredential(request(list, key), key.carrier, '$KEY'))] : []),
  ]
}

/** The request that creates a key, with the values that keys of the scheme have. */
function thatAuthenticates(request: CurlRequest, { where = {} }: CredentialScheme): CurlRequest {
  const { body } = request
  if (!isObject(body)) return request
  const chosen = Object.entries(where).flatMap(([name, [value]]) => (name in body ? [[name, value] as const] : []))
  return { ...request, body: { ...body, ...Object.fromEntries(chosen) } }
}

/** The first kind of key that a session can create, with the operation that creates it. */
function firstCreation(contract: Contract, session: CredentialScheme) {
  for (const key of keySchemes(contract)) {
    const create = contract.operations.find(
      operation =>
        operation.does === 'create' && operation.resource === key.authenticates && isOpenTo(operation, session),
    )
    if (create) return { create, key }
  }
  return undefined
}

/** The first list operation that the key can call, preferably one of business data. */
function firstList(contract: Contract, key: CredentialScheme): Operation | undefined {
  const lists = contract.operations.filter(operation => operation.does === 'list' && isOpenTo(operation, key))
  const access = accessResources(contract)
  return lists.find(({ resource = '' }) => !access.has(resource)) ?? lists[0]
}

const isOpenTo = ({ security, path }: Operation, { name }: CredentialScheme) =>
  security.some(alternative => name in alternative) && !path.includes('{')

/** The resources that control access: credentials, users, their permissions, and what requests select. */
function accessResources({ resources, schemes }: Contract): ReadonlySet<string> {
  const used = Object.values(schemes).flatMap(scheme =>
    'selects' in scheme ? [scheme.selects] : 'authenticates' in scheme ? [scheme.authenticates] : [],
  )
  const people = Object.entries(resources).flatMap(([name, { principal, properties }]) =>
    principal
      ? [name, ...principal.permissions.map(path => properties[path.split('.')[0] ?? '']?.refers_to ?? name)]
      : [],
  )
  return new Set([...used, ...people])
}

/** The request with all that the operation requires, except its credential. */
function requestFor(
  contract: Contract,
  origin: string,
  operation: Operation,
  credential: string,
  signIn: SignIn,
  now: number,
): CurlRequest {
  const options: SampleOptions = {
    schemas: contract.schemas,
    text: `My first ${contract.resources[operation.resource ?? '']?.title ?? 'record'}`,
    time: new Date(now + DAY).toISOString(),
  }
  const required = (parameters: Operation['query']) =>
    parameters
      .filter(({ required }) => required)
      .map(({ name, schema }) => [name, String(sample(schema, options))] as const)
  const request: CurlRequest = {
    method: operation.method,
    url: origin + contract.basePath + operation.path,
    headers: required(operation.headers),
    query: required(operation.query).map(([name, value]) => [name, encodeURIComponent(value)]),
    ...bodyFor(contract, operation, signIn, options),
  }
  return requiredSelections(contract, operation, credential).reduce(
    (request, { carrier, selects }) =>
      'name' in carrier ? withHeader(request, carrier.name, String(seedOf(contract, selects, signIn)?.id)) : request,
    request,
  )
}

/** An optional body is left out if it would be empty. */
function bodyFor(contract: Contract, operation: Operation, signIn: SignIn, options: SampleOptions): { body?: unknown } {
  if (!operation.body) return {}
  const value = sample(operation.body.schema, options)
  if (!isObject(value)) return { body: value }
  const fields = Object.entries(value)
  if (fields.length === 0 && !operation.body.required) return {}
  const properties = contract.resources[operation.resource ?? '']?.properties ?? {}
  const withReference = ([field, value]: [string, unknown]): [string, unknown] => {
    const target = properties[field]?.refers_to
    return [field, target === undefined ? value : seedOf(contract, target, signIn)?.id]
  }
  return { body: Object.fromEntries(fields.map(withReference)) }
}

/** The user who signs in, if the resource is theirs; otherwise the account's first record. */
function seedOf({ resources }: Contract, name: string, { user, account }: SignIn): JsonObject | undefined {
  const { seed = [], owner } = resources[name] ?? {}
  return seed.find(row => row === user) ?? seed.find(row => row[owner?.tenant ?? ''] === account)
}
