const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * What is hidden of a secret: all but a short prefix of words, and but the last four characters of those that are far
 * longer. A longer prefix could be the secret itself, where it is not of the form that systems mint.
 */
const HIDDEN = /^((?:[a-z]{1,6}_){1,2}|)(?:.{16,}(?=....$)|.*)/s

/** What secrets hold. Private members they have none: the consoles of browsers show those. */
const values = new WeakMap<Secret, string>()

/**
 * A secret that cannot be printed by accident: wherever it is shown, in logs, JSON and texts, it is `lk_live_****9fQ2`.
 *
 * @example
 * const key = await shop.apiKeys.create({ name: 'Inventory Sync' })
 * console.log(key) // ... secret: lk_live_****9fQ2
 * await vault.put(key.secret.reveal())
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value)
  }

  /** The secret itself: the only way to get it. */
  reveal(): string {
    return values.get(this) as string
  }

  /** The prefix and the last four characters. */
  toString(): string {
    return `${values.get(this)}`.replace(HIDDEN, '$1****')
  }

  toJSON(): string {
    return `${this}`
  }

  /**
   * What Node, Bun and their consoles print.
   * @hidden
   */
  [INSPECT](): string {
    return `${this}`
  }
}

/** An answer whose members of these names, those of what it holds included, are secrets. */
export type WithSecrets<Answer, Name extends string> = Answer extends readonly (infer Item)[]
  ? WithSecrets<Item, Name>[]
  : Answer extends object
    ? { [Member in keyof Answer]: Member extends Name ? Secret : WithSecrets<Answer[Member], Name> }
    : Answer

/** The text of a secret, of one that another copy of this package made too. */
export function reveal(secret: string | Secret | null | undefined): string | undefined {
  return (secret as Partial<Secret> | null | undefined)?.reveal?.() ?? (secret as string | undefined)
}
