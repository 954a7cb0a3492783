import type { Context } from '../context.ts'
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

interface Minted {
  /** What the row keeps: the redacted form, and the secret itself only where it is shown again. */
  readonly row: Row
  /** What only this answer can show. */
  readonly secrets: Row
  readonly credential: Credential | undefined
}

/** Stores a new record with its secrets, which only this answer can show, and with an id of its own unless the row has one. */
export function insertNew(context: Context, collection: Collection, row: Row): { entry: Entry; secrets: Row } {
  const minted = mint(context, collection)
  const id = row.id ?? context.random.id(collection.resource.id?.prefix ?? '')
  return {
    entry: context.store.insert(collection, { ...row, ...minted.row, id }, minted.credential),
    secrets: minted.secrets,
  }
}

/** Mints the secrets of a new record. */
function mint(context: Context, collection: Collection): Minted {
  const row: Record<string, unknown> = {}
  const secrets: Record<string, unknown> = {}
  const counts: Record<string, number> = {}
  let hash: string | undefined
  const { resource } = collection
  for (const property of resource.secrets) {
    const prefix = resource.properties[property]?.secret?.prefix ?? ''
    const count = context.random.next(prefix)
    const secret = mintSecret(prefix, context.random.bytes(prefix, count))
    counts[property] = count
    secrets[property] = secret
    hash = hashSecret(secret)
    if (isKept(context, resource, property)) row[property] = secret
    for (const other in resource.properties) {
      if (resource.properties[other]?.redacts === property) row[other] = redactSecret(prefix, secret)
    }
  }
  return { row, secrets, credential: hash === undefined ? undefined : { hash, minted: counts } }
}
