import type { Contract, Resource } from '../../../openapi/contract/contract.ts'
import { parseTime } from '../../../openapi/contract/time.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { hashSecret } from '../values/secret.ts'
import { Collection, type Credential } from './collection.ts'
import { Timers } from './timers.ts'

/** What happened to a record. `retire`: it was marked as about to retire, or the mark was taken away. */
export interface Change {
  readonly does: 'insert' | 'replace' | 'retire' | 'remove'
  readonly resource: string
  /** As it is now; of a removed one, as it was last. */
  readonly entry: Entry
}

/** Called after each change. */
export type StoreListener = (change: Change, store: Store) => void

/** Everything that a mock remembers: one collection a resource, and what is due when. */
export class Store {
  readonly timers = new Timers()
  readonly #collections = new Map<string, Collection>()
  readonly #onChange: StoreListener | undefined

  /** A store without records. */
  constructor(contract: Contract, onChange?: StoreListener) {
    this.#onChange = onChange
    for (const [name, resource] of Object.entries(contract.resources))
      this.#collections.set(name, new Collection(name, resource))
  }

  /** A store with the records that the contract seeds, of which `onChange` hears nothing. */
  static seeded(contract: Contract, onChange?: StoreListener): Store {
    const store = new Store(contract, onChange)
    for (const collection of store.collections()) {
      for (const row of seedOf(collection))
        store.add(collection, { id: String(row.id), seq: ++collection.sequence, row })
    }
    return store
  }

  /** @throws {Error} where the contract has no such resource, which its checks have ruled out */
  collection(name: string): Collection {
    const collection = this.#collections.get(name)
    if (!collection) throw new Error(`The contract names the resource ${name}, but has no such resource.`)
    return collection
  }

  collections(): IterableIterator<Collection> {
    return this.#collections.values()
  }

  insert(collection: Collection, row: Row, credential?: Credential): Entry {
    const entry = collection.insert(row, credential)
    this.#scheduleExpiry(collection, entry, undefined)
    this.#tell('insert', collection, entry)
    return entry
  }

  /** Takes in an entry that was made before, with all that is due for it. */
  add(collection: Collection, entry: Entry): void {
    collection.add(entry)
    this.#scheduleExpiry(collection, entry, undefined)
    this.#scheduleRetirement(collection, entry)
  }

  replace(collection: Collection, entry: Entry, row: Row): void {
    const before = entry.row
    collection.replace(entry, row)
    this.#scheduleExpiry(collection, entry, before)
    this.#tell('replace', collection, entry)
  }

  /** Marks a credential as about to retire, or (undefined) no longer. */
  retire(collection: Collection, entry: Entry, retiring: Entry['retiring']): void {
    collection.setRetiring(entry, retiring)
    this.#scheduleRetirement(collection, entry)
    this.#tell('retire', collection, entry)
  }

  /** Removes a record, and with it what refers to it or the reference, as the words of the referring property say. */
  remove(collection: Collection, entry: Entry): void {
    collection.remove(entry)
    this.#tell('remove', collection, entry)
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

  #tell(does: Change['does'], { name }: Collection, entry: Entry): void {
    this.#onChange?.({ does, resource: name, entry }, this)
  }

  #scheduleRetirement(collection: Collection, { id, retiring }: Entry): void {
    if (retiring) this.timers.schedule(retiring.at, { resource: collection.name, id })
  }

  /** Only when the time changes: a record is replaced at every use, and must not leave a timer each time. */
  #scheduleExpiry(collection: Collection, entry: Entry, before: Row | undefined): void {
    const expires = collection.resource.lifecycle?.expires
    const at = expires && entry.row[expires.field]
    if (typeof at === 'string' && at !== before?.[expires?.field ?? ''])
      this.timers.schedule(parseTime(at), { resource: collection.name, id: entry.id })
  }
}

/** The seeded rows as they are kept. Rows are never changed in place, so all mocks of a contract share them. */
function seedOf(collection: Collection): readonly Row[] {
  const { resource } = collection
  let rows = seeds.get(resource)
  if (!rows) {
    rows = (resource.seed ?? []).map(row => withHashes(collection, row))
    seeds.set(resource, rows)
  }
  return rows
}

const seeds = new WeakMap<Resource, readonly Row[]>()

/** The row with only the hashes of members that must not be kept as they are. */
export function withHashes(collection: Collection, row: Row): Row {
  if (collection.resource.hashed.length === 0) return row
  const hashes = collection.resource.hashed.flatMap(member => {
    const value = row[member]
    return typeof value === 'string' ? [[member, hashSecret(value)] as const] : []
  })
  return { ...row, ...Object.fromEntries(hashes) }
}
