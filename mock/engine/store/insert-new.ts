import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { newId as newIdentity } from '../described/ids.ts'
import { kindOf, secretsOf, withSecret } from '../rules/secrets.ts'
import { hashSecret, mintSecret, streamOf } from '../values/secret.ts'
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
  let added = row
  const secrets: Record<string, unknown> = {}
  let credential: Credential | undefined
  for (const secretProperty of secretsOf(contract, resource)) {
    const { property, keywords } = secretProperty
    const kind = kindOf(keywords, row)
    if (!kind) continue
    const { secret, hash, count } = newSecret(context, collection, kind.form, row)
    secrets[property] = secret
    credential = { hash, minted: { ...credential?.minted, [property]: count } }
    added = withSecret(contract, secretProperty, kind, added, secret).row
  }
  if (resource.identity) {
    const { property } = resource.identity
    added = { ...added, [property]: added[property] ?? newIdentity(context, collection, resource.identity, added) }
  } else if (!resource.singleton) added = { ...added, id: added.id ?? newId(context, collection) }
  return { entry: store.insert(collection, added, credential), secrets }
}

/** A restored state may know values that its counters have not reached, and rows may bring ids of their own. */
function newId({ random }: Context, collection: Collection): string {
  for (;;) {
    const id = random.id(collection.resource.id?.prefix ?? '')
    if (!collection.get(id)) return id
  }
}

function newSecret({ random }: Context, collection: Collection, form: string, row: Row) {
  const stream = streamOf(form)
  for (;;) {
    const count = random.next(stream)
    const secret = mintSecret(form, random, count, row)
    const hash = hashSecret(secret)
    if (!collection.byHash(hash)) return { secret, hash, count }
  }
}
