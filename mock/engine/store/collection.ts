import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Limit } from '../../../openapi/contract/words.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Records, Usage } from '../../../openapi/vocabulary/engine/world.ts'
import { isCounted, scopeIn, scopeProperty } from '../../../openapi/vocabulary/words/limits.ts'
import { accountOf } from '../../../openapi/vocabulary/words/owner.ts'
import { identityOf } from '../../../openapi/vocabulary/words/unique.ts'
import { keyOf, partitionOf } from './record-key.ts'
import { SortedIndex } from './sorted-index.ts'

/** What is stored about a record's secrets in place of the secrets. */
export type Credential = Pick<Entry, 'hash' | 'minted'>

/** How many partitions have sorted indexes. Any user who has ever asked for a list is one. */
const MAX_PARTITIONS = 1000

const NONE: Usage = { used: 0 }

/** All records of one resource, with indexes, so that a request takes the same time for any number of records. */
export class Collection implements Records {
  readonly name: string
  readonly resource: Resource
  readonly #entries = new Map<string, Entry>()
  readonly #byHash = new Map<string, Entry>()
  /** Sorted indexes, created when a list first needs them, by partition and property. */
  readonly #orders = new Map<string, Map<string, SortedIndex>>()
  readonly #unique = new Map<string, Map<string, Entry>>()
  readonly #referring = new Map<string, Map<string, Set<Entry>>>()
  readonly #usage = new Map<string, { used: number }>()
  /** The properties that indexes use, without those of `#orders`. */
  readonly #indexed: readonly string[]
  /** How many records were created. */
  sequence = 0

  constructor(name: string, resource: Resource) {
    this.name = name
    this.resource = resource
    for (const [property, words] of Object.entries(resource.properties)) {
      if (words.unique) this.#unique.set(property, new Map())
      if (words.on_delete) this.#referring.set(property, new Map())
    }
    const owners = Object.values(resource.owner ?? {})
    const counted = (resource.limits ?? []).flatMap(limit => [
      ...Object.keys(limit.count ?? {}),
      ...scopeProperty(limit),
    ])
    this.#indexed = [...owners, ...counted, ...this.#unique.keys(), ...this.#referring.keys()]
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id)
  }

  byHash(hash: string): Entry | undefined {
    return this.#byHash.get(hash)
  }

  /** The entry with this value of a `unique` property, in the tenant of the row. */
  byUnique(property: string, row: Row): Entry | undefined {
    return this.#unique.get(property)?.get(this.#uniqueKey(property, row))
  }

  /** The entries that refer to this id by a property with `on_delete`. */
  referringTo(property: string, id: string): readonly Entry[] {
    return [...(this.#referring.get(property)?.get(id) ?? [])]
  }

  /** All entries of one account, for operations that work on all of them. Without an owner, all entries. */
  *ofTenant(tenant: string): Generator<Entry> {
    const property = this.resource.owner?.tenant
    for (const entry of this.#entries.values()) {
      if (property === undefined || String(entry.row[property]) === tenant) yield entry
    }
  }

  insert(row: Row, credential?: Credential): Entry {
    const entry: Entry = { id: keyOf(this.resource, row), seq: ++this.sequence, row, ...credential }
    this.add(entry)
    return entry
  }

  /** Adds an existing entry. */
  add(entry: Entry): void {
    this.#entries.set(entry.id, entry)
    if (entry.hash !== undefined) this.#byHash.set(entry.hash, entry)
    this.#link(entry)
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values()
  }

  replace(entry: Entry, row: Row): void {
    if (!this.#isFoundElsewhere(entry.row, row)) {
      entry.row = row
      return
    }
    this.#unlink(entry)
    entry.row = row
    this.#link(entry)
  }

  /** Marks a credential as retiring, or removes the mark (undefined). */
  setRetiring(entry: Entry, retiring: Entry['retiring']): void {
    if (retiring) entry.retiring = retiring
    else delete entry.retiring
  }

  /** Replaces the secrets of a record: it is found by the new one, and no longer by the old one. */
  setCredential(entry: Entry, { hash, minted }: Credential): void {
    if (entry.hash !== undefined) this.#byHash.delete(entry.hash)
    if (hash === undefined) return
    this.#byHash.set(hash, entry)
    Object.assign(entry, { hash, minted })
  }

  remove(entry: Entry): void {
    this.#unlink(entry)
    this.#entries.delete(entry.id)
    if (entry.hash !== undefined) this.#byHash.delete(entry.hash)
  }

  /** The records that one account or one owner sees, in the order of a property. */
  sorted(tenant: string, user: string | null, field: string): SortedIndex {
    return this.sortedIn(this.resource.owner ? this.#partitionKey(tenant, user) : '', field)
  }

  /** The records of a partition, in the order of a property. */
  sortedIn(key: string, field: string): SortedIndex {
    const orders = this.#orders.get(key) ?? new Map<string, SortedIndex>()
    // The partition that was used least recently is the first one.
    this.#orders.delete(key)
    this.#orders.set(key, orders)
    const [oldest] = this.#orders.keys()
    if (this.#orders.size > MAX_PARTITIONS && oldest !== undefined) this.#orders.delete(oldest)
    let index = orders.get(field)
    if (!index) {
      const { label, ignores_case } = this.resource.properties[field] ?? {}
      index = new SortedIndex(field, this.#inPartition(key), label || ignores_case)
      orders.set(field, index)
    }
    return index
  }

  usage(limit: Limit, scope: unknown): Usage {
    return this.#usage.get(this.#usageKey(limit, scope)) ?? NONE
  }

  /** The owner whose records a limit counts together with this row. */
  scopeOf(limit: Limit, row: Row): unknown {
    return scopeIn(this.resource, limit, row)
  }

  /** Whether the change moves the record in an index. Most changes do not: credentials are replaced at every use. */
  #isFoundElsewhere(before: Row, after: Row): boolean {
    for (const property of this.#indexed) if (before[property] !== after[property]) return true
    for (const property of this.#ordersOf(before)?.keys() ?? []) if (before[property] !== after[property]) return true
    return false
  }

  #link(entry: Entry): void {
    for (const index of this.#ordersOf(entry.row)?.values() ?? []) index.add(entry)
    for (const [property, index] of this.#unique) index.set(this.#uniqueKey(property, entry.row), entry)
    for (const [property, index] of this.#referring) {
      const id = String(entry.row[property])
      const entries = index.get(id)
      if (entries) entries.add(entry)
      else index.set(id, new Set([entry]))
    }
    this.#count(entry, 1)
  }

  #unlink(entry: Entry): void {
    for (const index of this.#ordersOf(entry.row)?.values() ?? []) index.remove(entry)
    for (const [property, index] of this.#unique) index.delete(this.#uniqueKey(property, entry.row))
    for (const [property, index] of this.#referring) {
      const id = String(entry.row[property])
      const entries = index.get(id)
      entries?.delete(entry)
      if (entries?.size === 0) index.delete(id)
    }
    this.#count(entry, -1)
  }

  #count(entry: Entry, by: 1 | -1): void {
    for (const limit of this.resource.limits ?? []) {
      if (!isCounted(limit, entry.row)) continue
      const key = this.#usageKey(limit, this.scopeOf(limit, entry.row))
      let usage = this.#usage.get(key)
      if (!usage) {
        usage = { used: 0 }
        this.#usage.set(key, usage)
      }
      usage.used += by
      if (usage.used === 0) this.#usage.delete(key)
    }
  }

  #usageKey(limit: Limit, scope: unknown): string {
    return `${this.resource.limits?.indexOf(limit)} ${scope}`
  }

  #uniqueKey(property: string, row: Row): string {
    const words = this.resource.properties[property]
    const tenant = words?.unique === 'account' ? row[this.resource.owner?.tenant ?? ''] : ''
    return JSON.stringify([tenant, identityOf(words, row[property])])
  }

  *#inPartition(key: string): Generator<Entry> {
    for (const entry of this.#entries.values()) if (this.#partitionOf(entry.row) === key) yield entry
  }

  #ordersOf(row: Row): ReadonlyMap<string, SortedIndex> | undefined {
    return this.#orders.get(this.#partitionOf(row))
  }

  #partitionOf(row: Row): string {
    const { owner } = this.resource
    if (!owner) return partitionOf(this.resource, row)
    const user = owner.user === undefined ? null : row[owner.user]
    return this.#partitionKey(accountOf(owner, row), user === null ? null : String(user))
  }

  #partitionKey(tenant: string, user: string | null): string {
    if (!this.resource.owner) return ''
    return this.resource.visible_to === 'owner' ? `${tenant} ${user}` : tenant
  }
}
