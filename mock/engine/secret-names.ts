/** The names of parameters and properties that hold secrets. */
import type { Contract, JsonSchema } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'
import { perObject } from '../../openapi/contract/per-object.ts'
import { dereference } from '../../openapi/contract/ref.ts'

/**
 * What clients and proxies call a credential, in addition to the names of the contract: `X-Api-Key`, `access_token`. The
 * token of a page is none.
 */
export const CREDENTIAL =
  '(?:api|access|private|secret)[-_]?key|(?<!(?:page|next|continuation|sync)[-_]?)token|secret|passw(?:or)?d|passphrase|credentials?|jwt|cookie|authorization'
const IS_CREDENTIAL = new RegExp(`(?:${CREDENTIAL})$`, 'i')

/** @param names the names of the contract, in lower case */
export const isSecretName = (name: string, names: ReadonlySet<string>): boolean =>
  names.has(name.toLowerCase()) || IS_CREDENTIAL.test(name)

/** The lower-case names of the secrets that a client may send outside of a body. It may send any of them by mistake. */
export const secretNames = perObject(({ schemas, schemes, resources, operations }: Contract): ReadonlySet<string> => {
  const carried = Object.values(schemes).flatMap(scheme =>
    !('selects' in scheme) && scheme.carrier.in === 'query' ? [scheme.carrier.name] : [],
  )
  const kept = Object.values(resources).flatMap(({ secrets, hashed }) => [...secrets, ...hashed])
  const typed = operations.flatMap(({ sign_in, confirms = {} }) => [
    ...(sign_in ? [sign_in.password] : []),
    ...Object.values(confirms),
  ])
  const declared = operations.flatMap(({ query, headers }) =>
    [...query, ...headers].flatMap(({ name, schema }) => (isPassword(schema, schemas) ? [name] : [])),
  )
  return new Set([...carried, ...kept, ...typed, ...declared].map(name => name.toLowerCase()))
})

/** All of them, with the properties of bodies and records that have the format `password`. */
export const allSecretNames = perObject((contract: Contract): ReadonlySet<string> => {
  const names = new Set(secretNames(contract))
  const { schemas, operations } = contract
  const bodies = operations.flatMap(({ body, responses }) => [
    ...[body, ...(body?.contents ?? [])].map(content => content?.schema),
    ...Object.values(responses).map(({ schema }) => schema),
  ])
  const left: unknown[] = [...Object.values(schemas), ...bodies]
  for (let part = left.pop(); part !== undefined || left.length > 0; part = left.pop()) {
    if (Array.isArray(part)) left.push(...part.filter(isObject))
    if (!isObject(part)) continue
    const { properties } = part
    for (const [name, property] of Object.entries(isObject(properties) ? properties : {}))
      if (isPassword(property, schemas)) names.add(name.toLowerCase())
    left.push(...Object.values(part).filter(value => typeof value === 'object'))
  }
  return names
})

function isPassword(schema: unknown, schemas: Contract['schemas']): boolean {
  return isObject(schema) && dereference(schemas, schema as JsonSchema)?.format === 'password'
}
