const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A secret that cannot be printed by accident: wherever it is shown, in logs, JSON and texts, it is `lk_live_****9fQ2`.
 *
 * @example
 * const key = await shop.apiKeys.create({ name: 'Inventory Sync' })
 * console.log(key) // ... secret: lk_live_****9fQ2
 * await vault.put(key.secret.reveal())
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The secret itself: the only way to get it. */
  reveal(): string {
    return this.#value
  }

  /** The prefix and the last four characters. */
  toString(): string {
    return masked(this.#value)
  }

  toJSON(): string {
    return masked(this.#value)
  }

  /** What Node, Bun and their consoles print. */
  [INSPECT](): string {
    return masked(this.#value)
  }
}

/** A short prefix of words; more could be the secret itself, where it is not of the form that systems mint. */
const PREFIX = /^(?:[a-z]{1,6}_){1,2}/

/** Four characters are told of those only that are far longer. */
const LONG = 20

function masked(secret: string): string {
  const prefix = PREFIX.exec(secret)?.[0] ?? ''
  return `${prefix}****${secret.length < LONG + prefix.length ? '' : secret.slice(-4)}`
}

/** An answer whose members of these names, those of what it holds included, are secrets. */
export type WithSecrets<Answer, Name extends string> = Answer extends readonly (infer Item)[]
  ? WithSecrets<Item, Name>[]
  : Answer extends object
    ? { [Member in keyof Answer]: Member extends Name ? Secret : WithSecrets<Answer[Member], Name> }
    : Answer

/** Puts `Secret`s into an answer that was just parsed, in the places of the texts. */
export function wrapSecrets(answer: unknown, names: readonly string[]): void {
  if (!isRecord(answer)) return
  for (const [name, member] of Object.entries(answer)) {
    if (typeof member === 'string' && names.includes(name)) answer[name] = new Secret(member)
    else wrapSecrets(member, names)
  }
}

/** The text of a secret, of one that another copy of this package made too. */
export function reveal(secret: string | Secret | undefined): string | undefined {
  return typeof secret === 'object' && typeof secret?.reveal === 'function' ? secret.reveal() : (secret as string)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
