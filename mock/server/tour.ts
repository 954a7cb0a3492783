import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { isObject, type JsonObject } from '../../openapi/contract/json.ts'
import { type CredentialScheme, keySchemes, requiredSelections, sessionScheme } from '../../openapi/contract/schemes.ts'
import type { SignIn } from '../../openapi/contract/sign-ins.ts'
import { type SampleOptions, sample } from '../engine/values/sample.ts'
import { type CurlRequest, curlLine, withCredential, withHeader } from './curl.ts'
import type { OpenSession } from './open-session.ts'

const DAY = 24 * 60 * 60 * 1000

/**
 * Lines for a shell: one that creates a key and keeps it in `KEY`, and one that uses it. All of it is read from the
 * contract.
 *
 * @param now milliseconds since 1970
 * @returns nothing where a session cannot create a key
 */
export function tour(contract: Contract, origin: string, { signIn, token }: OpenSession, now: number): string[] {
  const session = sessionScheme(contract)
  const creation = session && firstCreation(contract, session)
  if (!creation) return []
  const { create, key } = creation
  const line = (operation: Operation, { name, carrier }: CredentialScheme, value: string) =>
    curlLine(withCredential(requestFor(contract, origin, operation, name, signIn, now), carrier, value))
  const capture = `sed -n 's/.*"${key.by}":"\\([^"]*\\)".*/\\1/p'`
  const list = firstList(contract, key)
  return [`KEY=$(${line(create, session, token)} | ${capture})`, ...(list ? [line(list, key, '$KEY')] : [])]
}

/** The first key that a session can create, and how. */
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

/** A list of data that the key opens; any list where there is no data. */
function firstList(contract: Contract, key: CredentialScheme): Operation | undefined {
  const lists = contract.operations.filter(operation => operation.does === 'list' && isOpenTo(operation, key))
  const machinery = machineryOf(contract)
  return lists.find(({ resource = '' }) => !machinery.has(resource)) ?? lists[0]
}

const isOpenTo = ({ security, path }: Operation, { name }: CredentialScheme) =>
  security.some(alternative => name in alternative) && !path.includes('{')

/** Resources that exist for the others' sake: credentials, what requests select, users and what gives them permissions. */
function machineryOf({ resources, schemes }: Contract): ReadonlySet<string> {
  const used = Object.values(schemes).map(scheme => ('selects' in scheme ? scheme.selects : scheme.authenticates))
  const people = Object.entries(resources).flatMap(([name, { principal, properties }]) =>
    principal
      ? [name, ...principal.permissions.map(path => properties[path.split('.')[0] ?? '']?.refers_to ?? name)]
      : [],
  )
  return new Set([...used, ...people])
}

/** The request less its credential, with what the operation requires. */
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

/** No body where none is required and there would be nothing in it. */
function bodyFor(contract: Contract, operation: Operation, signIn: SignIn, options: SampleOptions): { body?: unknown } {
  if (!operation.body) return {}
  const value = sample(operation.body.schema, options)
  if (!isObject(value)) return { body: value }
  const members = Object.entries(value)
  if (members.length === 0 && !operation.body.required) return {}
  const properties = contract.resources[operation.resource ?? '']?.properties ?? {}
  const referring = ([member, value]: [string, unknown]): [string, unknown] => {
    const target = properties[member]?.refers_to
    return [member, target === undefined ? value : seedOf(contract, target, signIn)?.id]
  }
  return { body: Object.fromEntries(members.map(referring)) }
}

/** The user that signs in, else the first record of the account. */
function seedOf({ resources }: Contract, name: string, { user, account }: SignIn): JsonObject | undefined {
  const { seed = [], owner } = resources[name] ?? {}
  return seed.find(row => row === user) ?? seed.find(row => row[owner?.tenant ?? ''] === account)
}
