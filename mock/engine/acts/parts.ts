import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { isKept } from '../rules/view.ts'
import type { Collection, Credential } from '../store/collection.ts'
import type { Call, Entry, Principal, Row } from '../types.ts'
import { hashSecret, mintSecret, redactSecret } from '../values/secret.ts'

/** The collection that an operation works on. */
export function collectionOf(context: Context, call: Pick<Call, 'operation'>): Collection {
  return context.store.collection(call.operation.resource ?? '')
}

/** The record that the path names; the contract's checks have made sure that it names one. */
export function targetOf(call: Call): Entry {
  if (!call.target) throw new Error(`${call.operation.id} works on one record, but its path names none.`)
  return call.target
}

/** Who asks; the contract's checks have made sure that somebody does. */
export function principalOf(call: Pick<Call, 'principal'>): Principal {
  if (!call.principal) throw new Error('The operation needs a caller, but its security asks for none.')
  return call.principal
}

/** Stores a new record with its secrets, which only this answer can show, and with an id of its own unless the row has one. */
export function insertNew(context: Context, collection: Collection, row: Row): { entry: Entry; secrets: Row } {
  const { contract, random, store } = context
  const { resource } = collection
  const added: Record<string, unknown> = { ...row }
  const secrets: Record<string, unknown> = {}
  let credential: Credential | undefined
  for (const { property, prefix, isKept, redacted } of secretsOf(contract, resource)) {
    const count = random.next(prefix)
    const secret = mintSecret(prefix, random, count)
    secrets[property] = secret
    credential = { hash: hashSecret(secret), minted: { ...credential?.minted, [property]: count } }
    if (isKept) added[property] = secret
    for (const other of redacted) added[other] = redactSecret(prefix, secret)
  }
  added.id ??= random.id(resource.id?.prefix ?? '')
  return { entry: store.insert(collection, added, credential), secrets }
}

/** The secrets of a resource: with what they begin, and which properties hold them redacted. */
const secretsOf = perContract((contract, { secrets, properties }: Resource) =>
  secrets.map(property => {
    const words = properties[property] ?? {}
    const redacted = Object.keys(properties).filter(other => properties[other]?.redacts === property)
    return { property, prefix: words.secret?.prefix ?? '', isKept: isKept(contract, words), redacted }
  }),
)
