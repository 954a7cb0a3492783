import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { isStored } from '../rules/view.ts'
import { hashSecret, mintSecret, redactSecret } from '../values/secret.ts'
import type { Collection, Credential } from './collection.ts'

/** A record that was just stored, and its secrets, which are available only now. */
export interface Inserted {
  readonly entry: Entry
  readonly secrets: Row
}

/** Stores a new record: mints its secrets, and its id unless the row has one. */
export function insertNew(context: Context, collection: Collection, row: Row): Inserted {
  const { contract, store } = context
  const { resource } = collection
  const added: Record<string, unknown> = { ...row }
  const secrets: Record<string, unknown> = {}
  let credential: Credential | undefined
  for (const { property, prefix, isStored, redacted } of secretsOf(contract, resource)) {
    const { secret, hash, count } = newSecret(context, collection, prefix)
    secrets[property] = secret
    credential = { hash, minted: { ...credential?.minted, [property]: count } }
    if (isStored) added[property] = secret
    for (const other of redacted) added[other] = redactSecret(prefix, secret)
  }
  if (!resource.identity && !resource.singleton) added.id ??= newId(context, collection)
  return { entry: store.insert(collection, added, credential), secrets }
}

/** A restored state may know values that its counters have not reached, and rows may bring ids of their own. */
function newId({ random }: Context, collection: Collection): string {
  for (;;) {
    const id = random.id(collection.resource.id?.prefix ?? '')
    if (!collection.get(id)) return id
  }
}

function newSecret({ random }: Context, collection: Collection, prefix: string) {
  for (;;) {
    const count = random.next(prefix)
    const secret = mintSecret(prefix, random, count)
    const hash = hashSecret(secret)
    if (!collection.byHash(hash)) return { secret, hash, count }
  }
}

/** The secrets of a resource: their prefixes, and the properties that show them redacted. */
const secretsOf = perContract((contract, { secrets, properties }: Resource) =>
  secrets.map(property => {
    const keywords = properties[property] ?? {}
    const redacted = Object.keys(properties).filter(other => properties[other]?.redacts === property)
    return { property, prefix: keywords.secret?.prefix ?? '', isStored: isStored(contract, keywords), redacted }
  }),
)
