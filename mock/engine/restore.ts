import type { Contract, JsonSchema, Resource } from '../../openapi/contract/contract.ts'
import { propertiesOf } from '../../openapi/contract/schema.ts'
import { readTime } from '../../openapi/contract/unix-time.ts'
import type { Entry, Row } from '../../openapi/vocabulary/engine/record.ts'
import { CLOCK_RANGE } from './clock.ts'
import type { Context } from './context.ts'
import type { SchemaError } from './interpreter/schema-error.ts'
import { isStored, kindOf, secretsOf } from './rules/secrets.ts'
import { type RecordJson, SNAPSHOT_VERSION, type Snapshot } from './snapshot.ts'
import { SnapshotError } from './snapshot-error.ts'
import type { Collection } from './store/collection.ts'
import { keyOf } from './store/record-key.ts'
import { Store, type StoreListener } from './store/store.ts'
import { SeededRandom } from './values/random.ts'
import { hashSecret, mintSecret } from './values/secret.ts'

/**
 * The context of a snapshot. The clock is not changed.
 * @param fixed the parts of the context that do not depend on the state
 * @throws {SnapshotError} if the snapshot is damaged, or of another version or system
 */
export function contextFrom(
  snapshot: unknown,
  fixed: Omit<Context, 'store' | 'random'>,
  onChange?: StoreListener,
): Context {
  const { contract } = fixed
  const { seed, counters, sequences, records } = readSnapshot(snapshot, fixed)
  const store = new Store(contract, onChange, () => fixed.clock.now)
  const restored: Context = { ...fixed, store, random: new SeededRandom(seed, counters) }
  for (const [name, sequence] of Object.entries(sequences)) {
    if (!Object.hasOwn(contract.resources, name))
      throw damaged(`/sequences/${name}`, 'is not a resource of this system')
    store.collection(name).sequence = sequence
  }
  const seen = new Set<string>()
  for (const [index, record] of records.entries()) {
    const at = `/records/${index}`
    if (!Object.hasOwn(contract.resources, record.resource))
      throw damaged(`${at}/resource`, 'is not a resource of this system')
    const collection = store.collection(record.resource)
    const entry = entryFromJson(restored, collection, record, at)
    const places = [`${collection.name} ${entry.id}`, `${collection.name} #${entry.seq}`]
    if (places.some(place => seen.has(place))) throw damaged(at, 'is a duplicate')
    for (const place of places) seen.add(place)
    if (entry.seq > collection.sequence) throw damaged(`${at}/seq`, 'is greater than its value in /sequences')
    store.add(collection, entry)
  }
  const tenants = new Set(records.filter(record => isTenant(contract, record)).map(({ row }) => row.id))
  for (const [index, record] of records.entries()) {
    const tenant = contract.resources[record.resource]?.owner?.tenant ?? ''
    if (!hasTenant(contract, record, tenants)) throw damaged(`/records/${index}/row/${tenant}`, 'refers to no record')
  }
  return restored
}

/** Whether a record is an account, to which other records belong. */
export const isTenant = ({ resources }: Contract, { resource }: RecordJson): boolean =>
  resources[resource]?.owner?.tenant === 'id'

/** Whether the account of a record exists. Without it, its credentials could not say who they are. */
export function hasTenant(
  { resources }: Contract,
  { resource, row }: RecordJson,
  tenants: ReadonlySet<unknown>,
): boolean {
  const owner = resources[resource]?.owner
  const isKept = Object.values(resources).some(other => other.owner?.tenant === 'id')
  return owner?.tenant === undefined || !isKept || tenants.has(row[owner.tenant])
}

/**
 * The entry of a record in a snapshot. Secrets that the server stores are minted again.
 * @param at JSON pointer to the record, for messages
 * @throws {SnapshotError} if it cannot be a record of this resource
 */
export function entryFromJson(
  context: Context,
  collection: Collection,
  { resource: _, ...json }: RecordJson,
  at = '',
): Entry {
  const { resource } = collection
  const errors = context.schemas.checkResponse(rowSchema(context, collection.name, resource), json.row)
  if (errors) throw damaged(`${at}/row${placeOf(errors)}`, messageOf(errors))
  const { retiring } = json
  if (retiring && retiring.take !== 'delete' && !Object.hasOwn(resource.lifecycle?.transitions ?? {}, retiring.take))
    throw damaged(`${at}/retiring/take`, 'is not a transition of this resource')
  if (retiring && Number.isNaN(readTime(resource.properties[retiring.until], json.row[retiring.until])))
    throw damaged(`${at}/retiring/until`, 'is not a property of the record that holds a time')
  const { row, ...rest } = structuredClone(json)
  return { id: keyOf(resource, row), ...rest, row: { ...row, ...storedSecrets(context, resource, json, at) } }
}

function storedSecrets(
  { contract, random }: Context,
  resource: Resource,
  { hash, minted, row }: Omit<RecordJson, 'resource'>,
  at: string,
): Row {
  return Object.fromEntries(
    secretsOf(contract, resource).flatMap(({ property, keywords }) => {
      const kind = kindOf(keywords, row)
      if (!kind || !isStored(contract, keywords, kind)) return []
      const count = minted?.[property]
      if (count === undefined) return [[property, seededSecret(resource, property, row, hash, at)]]
      const secret = mintSecret(kind.form, random, count, row)
      if (hashSecret(secret) !== hash) throw damaged(`${at}/minted/${property}`, 'does not match /hash')
      return [[property, secret]]
    }),
  )
}

/** A secret of the seed is in the contract, and in no snapshot. */
function seededSecret(resource: Resource, property: string, row: Row, hash: string | undefined, at: string): string {
  const seeded = (resource.seed ?? []).find(other => keyOf(resource, other) === keyOf(resource, row))?.[property]
  if (typeof seeded === 'string' && hashSecret(seeded) === hash) return seeded
  throw damaged(`${at}/minted`, `must have required property '${property}'`)
}

function readSnapshot(snapshot: unknown, { contract, schemas }: Pick<Context, 'contract' | 'schemas'>): Snapshot {
  const { version, system } = (typeof snapshot === 'object' && snapshot !== null ? snapshot : {}) as Partial<Snapshot>
  if (version !== undefined && version !== SNAPSHOT_VERSION)
    throw new SnapshotError(
      `The snapshot has version ${JSON.stringify(version)}, and this mock reads version ${SNAPSHOT_VERSION}. Take a new snapshot.`,
    )
  if (typeof system === 'string' && system !== contract.system)
    throw new SnapshotError(`The snapshot is of the system "${system}", and this mock is of "${contract.system}".`)
  const errors = schemas.checkResponse(SNAPSHOT_SCHEMA, snapshot)
  if (errors) throw damaged(placeOf(errors), messageOf(errors))
  return snapshot as Snapshot
}

function damaged(at: string, message: string): SnapshotError {
  return new SnapshotError(`The snapshot is damaged: ${at || 'it'} ${message}. Nothing was restored.`)
}

const placeOf = ([error]: readonly SchemaError[]) => error?.instancePath ?? ''
const messageOf = ([error]: readonly SchemaError[]) => error?.message ?? 'is not valid'

/** Values are drawn by 32 bits of a count, and repeat after that. This leaves as many again. */
const COUNT = { type: 'integer', minimum: 1, maximum: 2 ** 31 }
const COUNTS = { type: 'object', additionalProperties: COUNT }

const SNAPSHOT_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['version', 'system', 'seed', 'clock', 'counters', 'sequences', 'records'],
  additionalProperties: false,
  properties: {
    version: { const: SNAPSHOT_VERSION },
    system: { type: 'string' },
    seed: { type: 'number' },
    clock: { type: ['number', 'null'], minimum: CLOCK_RANGE.earliest, maximum: CLOCK_RANGE.latest },
    counters: COUNTS,
    sequences: COUNTS,
    records: {
      type: 'array',
      items: {
        type: 'object',
        required: ['resource', 'seq', 'row'],
        additionalProperties: false,
        properties: {
          resource: { type: 'string' },
          seq: COUNT,
          row: { type: 'object' },
          hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          minted: COUNTS,
          moves: { type: 'number' },
          retiring: {
            type: 'object',
            required: ['until', 'by', 'user', 'take'],
            additionalProperties: false,
            properties: {
              until: { type: 'string' },
              by: { type: 'string' },
              user: { type: ['string', 'null'] },
              take: { type: 'string' },
            },
          },
        },
      },
    },
  },
}

const rowSchemas = new WeakMap<Resource, JsonSchema>()

/** The schema of a stored row. */
function rowSchema({ contract }: Context, name: string, resource: Resource): JsonSchema {
  let schema = rowSchemas.get(resource)
  if (!schema) {
    const shown = propertiesOf(contract.schemas[name])
    const { identity, singleton, owner, stored } = resource
    const ids = identity ? [identity.property] : singleton ? [] : ['id']
    schema = {
      type: 'object',
      properties: {
        ...Object.fromEntries(ids.map(id => [id, { type: ['string', identity ? 'number' : 'integer'] }])),
        ...Object.fromEntries(stored.map(member => [member, shown[member] ?? {}])),
      },
      required: [...ids, ...Object.values(owner ?? {}), ...stored],
    }
    rowSchemas.set(resource, schema)
  }
  return schema
}
