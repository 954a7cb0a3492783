import type { Contract, Resource } from '../../../openapi/contract/contract.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import { parseDuration } from '../../../openapi/contract/time.ts'
import { readTime } from '../../../openapi/contract/unix-time.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { kindOf, secretsOf, withSecret } from '../rules/secrets.ts'
import { hashSecret } from '../values/secret.ts'
import { Collection, type Credential } from './collection.ts'
import { hidden, keyOf } from './record-key.ts'
import { type Timer, Timers } from './timers.ts'

/** A change of a record. `retire`: it was marked as retiring, or the mark was removed. */
export interface Change {
  readonly does: 'insert' | 'replace' | 'retire' | 'remove'
  readonly resource: string
  /** The entry after the change, or the removed entry. */
  readonly entry: Entry
}

/** Called after each change. */
export type StoreListener = (change: Change, store: Store) => void

/** The state of a mock: a collection for each resource, and the timers. */
export class Store {
  readonly timers = new Timers()
  readonly #collections = new Map<string, Collection>()
  readonly #onChange: StoreListener | undefined
  readonly #now: () => number

  /** A store without records. */
  /** @param now the present, in milliseconds since 1970 */
  constructor(contract: Contract, onChange?: StoreListener, now: () => number = Date.now) {
    this.#onChange = onChange
    this.#now = now
    for (const [name, resource] of Object.entries(contract.resources))
      this.#collections.set(name, new Collection(name, resource))
  }

  /** A store with the seeded records of the contract. `onChange` is not called for them. */
  static seeded(contract: Contract, onChange?: StoreListener, now?: () => number): Store {
    const store = new Store(contract, onChange, now)
    for (const collection of store.collections()) {
      for (const { row, ...credential } of seedOf(contract, collection)) {
        const entry: Entry = { id: keyOf(collection.resource, row), seq: ++collection.sequence, row, ...credential }
        store.#setMove(collection, entry, undefined, store.#now())
        store.add(collection, entry)
      }
    }
    return store
  }

  /** @throws {Error} if the contract has no such resource, which its linter rules out */
  collection(name: string): Collection {
    const collection = this.#collections.get(name)
    if (!collection) throw new Error(`The contract refers to the resource ${name}, but has no such resource.`)
    return collection
  }

  collections(): IterableIterator<Collection> {
    return this.#collections.values()
  }

  insert(collection: Collection, row: Row, credential?: Credential): Entry {
    const entry = collection.insert(row, credential)
    this.#scheduleExpiry(collection, entry, undefined)
    this.#setMove(collection, entry, undefined, this.#now())
    this.#scheduleMove(collection, entry)
    this.#notify('insert', collection, entry)
    return entry
  }

  /** Adds an existing entry, with its timers. */
  add(collection: Collection, entry: Entry): void {
    collection.add(entry)
    this.#scheduleExpiry(collection, entry, undefined)
    this.#scheduleRetirement(collection, entry)
    this.#scheduleMove(collection, entry)
  }

  /** @param at when it happens, if that is not now */
  replace(collection: Collection, entry: Entry, row: Row, at?: number): void {
    const before = entry.row
    collection.replace(entry, row)
    this.#scheduleExpiry(collection, entry, before)
    if (entry.retiring && entry.row[entry.retiring.until] !== before[entry.retiring.until])
      this.#scheduleRetirement(collection, entry)
    if (this.#setMove(collection, entry, before, at ?? this.#now())) this.#scheduleMove(collection, entry)
    this.#notify('replace', collection, entry)
  }

  /** Marks a credential as retiring, or removes the mark (undefined). */
  retire(collection: Collection, entry: Entry, retiring: Entry['retiring']): void {
    collection.setRetiring(entry, retiring)
    this.#scheduleRetirement(collection, entry)
    this.#notify('retire', collection, entry)
  }

  /** Removes a record. Records that refer to it are removed or lose the reference, by the `on_delete` of the property. */
  remove(collection: Collection, entry: Entry): void {
    collection.remove(entry)
    for (const kind of ['expiry', 'retirement', 'move'] as const) this.#schedule(kind, collection, entry, undefined)
    this.#notify('remove', collection, entry)
    for (const other of this.#collections.values()) {
      for (const [property, words] of Object.entries(other.resource.properties)) {
        if (words.refers_to !== collection.name || !words.on_delete) continue
        for (const referring of other.referringTo(property, entry.id)) {
          if (words.on_delete === 'cascade') this.remove(other, referring)
          else this.replace(other, referring, { ...referring.row, [property]: null })
        }
      }
    }
  }

  #notify(does: Change['does'], { name }: Collection, entry: Entry): void {
    this.#onChange?.({ does, resource: name, entry }, this)
  }

  #scheduleRetirement(collection: Collection, entry: Entry): void {
    this.#schedule(
      'retirement',
      collection,
      entry,
      entry.retiring && entry.row[entry.retiring.until],
      entry.retiring?.until,
    )
  }

  /** Only if the time changes: a credential is replaced at every use. */
  #scheduleExpiry(collection: Collection, entry: Entry, before: Row | undefined): void {
    const field = collection.resource.lifecycle?.expires?.field
    if (field !== undefined && entry.row[field] !== before?.[field])
      this.#schedule('expiry', collection, entry, entry.row[field], field)
  }

  #scheduleMove({ name, resource }: Collection, { id, moves }: Entry): void {
    if (resource.lifecycle?.after) this.timers.schedule(moves, { resource: name, id, kind: 'move' })
  }

  /** Notes when a record leaves the state that it has entered. Returns whether its state has changed. */
  #setMove({ resource: { lifecycle } }: Collection, entry: Entry, before: Row | undefined, now: number): boolean {
    if (!lifecycle?.after || entry.row[lifecycle.field] === before?.[lifecycle.field]) return false
    const state = String(entry.row[lifecycle.field])
    const next = Object.hasOwn(lifecycle.after, state) ? lifecycle.after[state] : undefined
    if (next) entry.moves = now + parseDuration(next.in)
    else delete entry.moves
    return true
  }

  #schedule(kind: Timer['kind'], { name, resource }: Collection, { id }: Entry, at: unknown, property = ''): void {
    const time = readTime(resource.properties[property], at)
    this.timers.schedule(Number.isNaN(time) ? undefined : time, { resource: name, id, kind })
  }
}

/** A seeded record as it is stored. */
type Seeded = Pick<Entry, 'row' | 'hash'>

/** The seeded rows as they are stored. Rows never change in place, so all mocks of a contract share them. */
function seedOf(contract: Contract, collection: Collection): readonly Seeded[] {
  const { resource } = collection
  let rows = seeds.get(resource)
  if (!rows) {
    rows = (resource.seed ?? []).map(row =>
      withoutClearSecrets(contract, resource, withHashes(collection, belowParents(resource, inState(resource, row)))),
    )
    seeds.set(resource, rows)
  }
  return rows
}

const seeds = new WeakMap<Resource, readonly Seeded[]>()

/** The row in the initial state, if it does not say its state. */
function inState({ lifecycle }: Resource, row: Row): Row {
  if (!lifecycle || row[lifecycle.field] !== undefined) return row
  return { ...row, [lifecycle.field]: lifecycle.initial }
}

/** A seeded row whose secrets are hashed, as far as the seed gives their values. */
function withoutClearSecrets(contract: Contract, resource: Resource, row: Row): Seeded {
  let seeded: Seeded = { row }
  for (const secret of secretsOf(contract, resource)) {
    const kind = kindOf(secret.keywords, row)
    const value = row[secret.property]
    if (kind && typeof value === 'string' && value !== kind.hidden)
      seeded = withSecret(contract, secret, kind, seeded.row, value)
  }
  return seeded
}
/** The row with the ids of its parents, if a path names them. */
function belowParents({ within = [] }: Resource, row: Row): Row {
  const parents = within.flatMap(({ parameter, property }) => {
    const value = property === undefined ? undefined : valueAt(row, property.split('.'))
    return value === undefined ? [] : [[hidden(parameter), String(value)] as const]
  })
  return parents.length === 0 ? row : { ...row, ...Object.fromEntries(parents) }
}

/** The row with hashes in place of the properties that must not be stored in plain text. */
export function withHashes(collection: Collection, row: Row): Row {
  if (collection.resource.hashed.length === 0) return row
  const hashes = collection.resource.hashed.flatMap(member => {
    const value = row[member]
    return typeof value === 'string' ? [[member, hashSecret(value)] as const] : []
  })
  return { ...row, ...Object.fromEntries(hashes) }
}
