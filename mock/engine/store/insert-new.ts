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

/**
 * Stores a new record: mints its secrets, and its id unless the row has one.
 * @param given secrets that are not minted, by property
 */
export function insertNew(context: Context, collection: Collection, row: Row, given: Row = {}): Inserted {
  const { store } = context
  const { resource } = collection
  const { secrets, credential, row: withSecrets } = withNewSecrets(context, collection, row, given)
  let added = withSecrets
  if (resource.identity) {
    const { property } = resource.identity
    added = { ...added, [property]: added[property] ?? newIdentity(context, collection, resource.identity, added) }
  } else if (!resource.singleton) added = { ...added, id: added.id ?? newId(context, collection) }
  return { entry: store.insert(collection, added, credential), secrets }
}

/** Replaces a record by a row with new secrets. Those that it had end. */
export function renewSecrets(context: Context, collection: Collection, entry: Entry, row: Row): Inserted {
  const renewed = withNewSecrets(context, collection, row)
  if (renewed.credential) collection.setCredential(entry, renewed.credential)
  context.store.replace(collection, entry, renewed.row)
  return { entry, secrets: renewed.secrets }
}

function withNewSecrets(context: Context, collection: Collection, row: Row, given: Row = {}) {
  let added = row
  const secrets: Record<string, unknown> = {}
  let credential: Credential | undefined
  for (const secretProperty of secretsOf(context.contract, collection.resource)) {
    const { property, keywords } = secretProperty
    const kind = kindOf(keywords, row)
    if (!kind) continue
    const known = given[property]
    const { secret, hash, count } =
      typeof known === 'string'
        ? { secret: known, hash: hashSecret(known), count: undefined }
        : newSecret(context, collection, kind.form, row)
    secrets[property] = secret
    credential = { hash, ...(count !== undefined && { minted: { ...credential?.minted, [property]: count } }) }
    added = withSecret(context.contract, secretProperty, kind, added, secret).row
  }
  return { row: added, secrets, credential }
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
