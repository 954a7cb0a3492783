import { credentialParts } from '../../openapi/contract/carrier.ts'
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { type CredentialScheme, selectionSchemes, sessionScheme } from '../../openapi/contract/schemes.ts'
import { type SignIn, signInsOf } from '../../openapi/contract/sign-ins.ts'
import type { Entry, Row } from '../../openapi/vocabulary/engine/record.ts'
import { planSession } from '../engine/acts/session.ts'
import type { Context } from '../engine/context.ts'
import { commit } from '../engine/steps/commit.ts'
import { maskSecrets } from '../engine/values/mask.ts'
import { INSPECT, printedAs } from './printed.ts'

type Headers = Readonly<Record<string, string>>

export interface SignInOptions {
  /** What to work in, by the name of the security scheme that selects it: `{ warehouse: 7 }`. It becomes a header. */
  readonly select?: Readonly<Record<string, string | number>>
}

/**
 * A session that was opened for a test. Printed or written as JSON, it and its `headers` show the token masked; the
 * token itself, and the values of the headers, are what they are: usable, and secret.
 *
 * @example
 * const admin = mock.signIn('admin')
 * await mock.fetch('http://shop.test/api/v1/api-keys', { headers: admin.headers })
 * const shop = new Latchkey({ system: 'standard', session: admin.token, fetch: mock.fetch, baseUrl })
 */
export class Session {
  readonly #token: string
  readonly #headers: Headers
  readonly #shown: Headers

  /** @param shown the headers as they are printed */
  constructor(token: string, headers: Headers, shown: Headers) {
    this.#token = token
    this.#headers = Object.freeze(printedAs(headers, shown))
    this.#shown = shown
  }

  get token(): string {
    return this.#token
  }

  /** For `fetch`: the token where the system reads it, and what was selected. To add some: `{ ...session.headers, ... }`. */
  get headers(): Headers {
    return this.#headers
  }

  toJSON(): object {
    return { token: maskSecrets(this.#token), headers: this.#shown }
  }

  /**
   * What Node, Bun and their consoles print.
   * @hidden
   */
  [INSPECT](): object {
    return this.toJSON()
  }
}

/** Everyone who can sign in now, in the order in which they were created; disabled users are included. */
export function signIns({ contract, store }: Context): readonly SignIn<Entry>[] {
  return signInsOf(
    contract,
    resource => store.collection(resource).entries(),
    ({ row }) => row,
  )
}

/** @throws {RangeError} where nobody of that name can sign in */
export function signIn(context: Context, who: string, { select = {} }: SignInOptions = {}): Session {
  const found = findSignIn(context, who)
  const selection = selected(context.contract, select)
  const { operation } = found
  const scheme = requiredSessionScheme(context.contract, operation)
  const plan = planSession(context, { operation, now: context.clock.now }, found.account, found.user.id)
  const answer = commit(context, operation, plan)
  const token = String((answer.body as Row)[scheme.by])
  return new Session(
    token,
    { ...credentialParts(scheme.carrier, token).headers, ...selection },
    { ...credentialParts(scheme.carrier, maskSecrets(token)).headers, ...selection },
  )
}

/** @throws {RangeError} where nobody of that name can sign in */
export function findSignIn(context: Context, who: string): SignIn<Entry> {
  const all = signIns(context)
  const found = all.find(({ login }) => login === who) ?? all.find(({ login }) => shortNames(login).includes(who))
  if (!found) {
    const names = all.map(({ login }) => login).join(', ') || 'nobody'
    throw new RangeError(
      `Nobody called "${maskSecrets(String(who))}" can sign in; there is ${names}. The part before the @ is enough.`,
    )
  }
  if (!found.isEnabled) {
    const enabled = context.contract.resources[found.resource]?.principal?.enabled
    throw new RangeError(`${found.login} cannot sign in: the user is disabled (${enabled} is false).`)
  }
  return found
}

/** `admin@south.example` is `admin`, where no other account has one, and `south-admin`. */
function shortNames(login: string): readonly string[] {
  const [name = '', domain = ''] = login.split('@')
  return [name, `${domain.split('.')[0]}-${name}`]
}

/** The scheme that takes the sessions of a sign-in operation. */
export function requiredSessionScheme(contract: Contract, operation: Operation): CredentialScheme {
  const scheme = sessionScheme(contract, operation)
  if (!scheme) throw new Error(`${operation.id} opens a session, but no security scheme of the contract accepts it.`)
  return scheme
}

function selected(contract: Contract, select: NonNullable<SignInOptions['select']>): Headers {
  const selections = selectionSchemes(contract)
  return Object.fromEntries(
    Object.entries(select).map(([name, value]) => {
      const carrier = selections.find(selection => selection.name === name)?.carrier
      if (carrier?.in === 'header') return [carrier.name, String(value)]
      const names = selections.map(selection => selection.name).join(', ') || 'nothing'
      throw new RangeError(`This system has no ${name} to select; it has ${names}.`)
    }),
  )
}
