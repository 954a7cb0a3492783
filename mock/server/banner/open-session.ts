/** The session that the server opens at startup. */
import { randomInt } from 'node:crypto'
import { type SeededSignIn, seededSignIns } from '../../../openapi/contract/sign-ins.ts'
import { requiredSessionScheme, signIn } from '../../api/sign-in.ts'
import type { Context } from '../../engine/context.ts'
import { isStored, kindOf } from '../../engine/rules/secrets.ts'
import { base62Of } from '../../engine/values/base62.ts'
import { ChosenSecret } from '../../engine/values/chosen-secret.ts'
import { hashSecret } from '../../engine/values/secret.ts'

export interface OpenSession {
  readonly signIn: SeededSignIn
  readonly token: string
}

/**
 * Opens a session of the first seeded user who can sign in; undefined if there is no such user any more.
 * @param characters the random part of its token, which no seed gives away. No other value of the mock depends on it.
 * Defaults to that of the seed.
 */
export function openSession(context: Context, characters?: string): OpenSession | undefined {
  const [user] = seededSignIns(context.contract)
  if (!user) return undefined
  const isSeeded = characters === undefined || isTokenStored(context, user)
  const random = isSeeded ? context.random : new ChosenSecret(context.random, characters)
  try {
    return { signIn: user, token: signIn({ ...context, random }, user.login).token }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Opens a session again if a reset has ended it, with the token that the server has printed. A state that was restored
 * may draw another token after a reset.
 */
export function reopenSession(context: Context, printed: OpenSession, characters?: string): OpenSession | undefined {
  if (findSession(context, printed.token)) return printed
  const opened = openSession(context, characters)
  if (!opened || opened.token === printed.token) return opened
  const [collection, entry] = findSession(context, opened.token) ?? []
  if (!collection || !entry) return opened
  context.store.remove(collection, entry)
  context.store.insert(collection, entry.row, { hash: hashSecret(printed.token) })
  return printed
}

function findSession({ store }: Context, token: string) {
  const hash = hashSecret(token)
  for (const collection of store.collections()) {
    const entry = collection.byHash(hash)
    if (entry) return [collection, entry] as const
  }
  return undefined
}

/** A state file holds no secrets: stored ones are derived from the seed again. */
function isTokenStored({ contract }: Context, { operation }: SeededSignIn): boolean {
  const { authenticates, by } = requiredSessionScheme(contract, operation)
  const keywords = contract.resources[authenticates]?.properties[by] ?? {}
  const kind = kindOf(keywords, {})
  return kind !== undefined && isStored(contract, keywords, kind)
}

/** As many as the secrets of our own form have. */
const RANDOM_LENGTH = 43
const DIGITS_AT_ONCE = 5

/** The random part of a secret, from the random generator of the operating system. */
export function randomCharacters(): string {
  return base62Of(RANDOM_LENGTH, DIGITS_AT_ONCE, () => randomInt(62 ** DIGITS_AT_ONCE))
}
