import { isString } from '../../../openapi/contract/json.ts'
import { assert } from '../assert.ts'

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** The prefix of a secret: `lk_live_`. A longer prefix could be part of the secret itself. */
const PREFIX = /^(?:[a-z]{1,6}_){1,2}/

/** The last characters are shown if at least this many others are hidden. */
const MIN_HIDDEN = 16
const SHOWN_AT_END = 4

/** The values of secrets. They are not private fields, because the consoles of browsers show those. */
const values = new WeakMap<Secret, string>()

let seed: number | undefined

/**
 * A number that differs for different secrets, because assertions compare the fields of objects. It depends on a random
 * number of the program, so it says nothing about the secret.
 */
function fingerprintOf(value: string): number {
  // Not at load time, when workerd has no random numbers.
  seed ??= Math.random() * 2 ** 32
  let hash = seed
  for (const character of value) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619)
  return hash
}

/**
 * A secret that is not printed by accident: in logs, JSON and strings it is `lk_live_****9fQ2`. Test runners, `node:assert`
 * and lodash find two secrets deeply equal if their values are equal.
 *
 * @example
 * const key = await shop.apiKeys.create({ name: 'Inventory Sync' })
 * console.log(key) // ... secret: lk_live_****9fQ2
 * await vault.put(key.secret.reveal())
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value)
    // Frozen, because Vue makes proxies of other objects, and a proxy is not the secret.
    Object.freeze(Object.assign(this, { fingerprint: fingerprintOf(value) }))
  }

  /**
   * Returns the secret itself. This is the only way to get it.
   *
   * @throws {TypeError} this is a copy or a proxy, which does not hold the secret
   */
  reveal(): string {
    const value = values.get(this)
    assert(isString(value), 'A copy of a Secret is empty.')
    return value
  }

  /** Returns the prefix and the last four characters: `lk_live_****9fQ2`. */
  toString(): string {
    const value = values.get(this) ?? ''
    const [prefix = ''] = PREFIX.exec(value) ?? []
    const isLong = value.length - prefix.length >= MIN_HIDDEN + SHOWN_AT_END
    return `${prefix}****${isLong ? value.slice(-SHOWN_AT_END) : ''}`
  }

  toJSON(): string {
    return `${this}`
  }

  /**
   * What Node and Bun print.
   * @hidden
   */
  [INSPECT](): string {
    return `${this}`
  }
}

/** Data in which the fields with these names are secrets, at any depth. */
export type WithSecrets<Data, Name extends string> = Data extends readonly (infer Item)[]
  ? WithSecrets<Item, Name>[]
  : Data extends object
    ? { [Field in keyof Data]: Field extends Name ? Secret : WithSecrets<Data[Field], Name> }
    : Data

/** The text of a secret, which may be a `Secret` of another copy of this package. */
export function revealSecret(secret: string | Secret | null | undefined): string | undefined {
  return typeof secret === 'object' ? secret?.reveal() : secret
}
