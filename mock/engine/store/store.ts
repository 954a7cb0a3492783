import type { Contract } from '../../../openapi/generate/contract.ts'
import type { Entry, Row } from '../types.ts'
import { hashSecret } from '../values/secret.ts'
import { parseTime } from '../values/time.ts'
import { Collection } from './collection.ts'
import { Timers } from './timers.ts'

/** Everything that a mock remembers: one collection a resource, and what is due when. */
export class Store {
  readonly timers = new Timers()
  readonly #collections = new Map<string, Collection>()

  constructor(contract: Contract) {
    for (const [name, resource] of Object.entries(contract.resources)) {
      const collection = new Collection(name, resource)
      this.#collections.set(name, collection)
      for (const row of resource.seed ?? []) this.insert(collection, withHashes(collection, row))
    }
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

  insert(collection: Collection, row: Row, hash?: string): Entry {
    const entry = collection.insert(row, hash)
    this.#scheduleExpiry(collection, entry, undefined)
    return entry
  }

  replace(collection: Collection, entry: Entry, row: Row): void {
    const before = entry.row
    collection.replace(entry, row)
    this.#scheduleExpiry(collection, entry, before)
  }

  retire(collection: Collection, entry: Entry, retiring: NonNullable<Entry['retiring']>): void {
    collection.setRetiring(entry, retiring)
    this.timers.schedule(retiring.at, { resource: collection.name, id: entry.id })
  }

  /** Removes a record, and with it what refers to it or the reference, as the words of the referring property say. */
  remove(collection: Collection, entry: Entry): void {
    collection.remove(entry)
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

  /** Only when the time changes: a record is replaced at every use, and must not leave a timer each time. */
  #scheduleExpiry(collection: Collection, entry: Entry, before: Row | undefined): void {
    const expires = collection.resource.lifecycle?.expires
    const at = expires && entry.row[expires.field]
    if (typeof at === 'string' && at !== before?.[expires?.field ?? ''])
      this.timers.schedule(parseTime(at), { resource: collection.name, id: entry.id })
  }
}

/** The row with only the hashes of members that must not be kept as they are. */
export function withHashes(collection: Collection, row: Row): Row {
  if (collection.resource.hashed.length === 0) return row
  const hashes = collection.resource.hashed.flatMap(member => {
    const value = row[member]
    return typeof value === 'string' ? [[member, hashSecret(value)] as const] : []
  })
  return { ...row, ...Object.fromEntries(hashes) }
}
