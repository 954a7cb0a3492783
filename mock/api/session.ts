import type { Contract, Operation, Scheme } from '../../openapi/contract/contract.ts'
import type { CredentialWords } from '../../openapi/contract/words.ts'
import { openSession } from '../engine/acts/session.ts'
import type { Context } from '../engine/context.ts'
import type { Entry, Row } from '../engine/types.ts'
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

/** A user who can sign in, and how. */
export interface SignIn {
  readonly operation: Operation
  /** The resource of the user. */
  readonly resource: string
  readonly login: string
  readonly entry: Entry
  readonly account: string
}

/** Everybody who can sign in now, in the order in which they were made; those whose account is switched off included. */
export function signIns({ contract, store }: Context): readonly SignIn[] {
  return contract.operations.flatMap(operation => {
    const words = operation.sign_in
    if (!words) return []
    const users = Object.entries(contract.resources).filter(([, { principal }]) => principal)
    return users.flatMap(([resource, { owner }]) =>
      [...store.collection(resource).entries()].flatMap(entry => {
        const login = entry.row[words.login]
        if (typeof login !== 'string') return []
        return [{ operation, resource, login, entry, account: String(entry.row[owner?.tenant ?? '']) }]
      }),
    )
  })
}

/** @throws {RangeError} where nobody of that name can sign in */
export function signIn(context: Context, who: string, { select = {} }: SignInOptions = {}): Session {
  const found = findSignIn(context, who)
  const selection = selected(context.contract, select)
  const scheme = sessionScheme(context.contract, found.operation)
  const answer = openSession(
    context,
    { operation: found.operation, now: context.clock.now },
    found.account,
    found.entry.id,
  )
  const token = String((answer.body as Row)[scheme.by])
  return new Session(
    token,
    { ...carried(scheme, token), ...selection },
    { ...carried(scheme, maskSecrets(token)), ...selection },
  )
}

/** @throws {RangeError} where nobody of that name can sign in */
export function findSignIn(context: Context, who: string): SignIn {
  const all = signIns(context)
  const found = all.find(({ login }) => login === who) ?? all.find(({ login }) => shortNames(login).includes(who))
  if (!found) {
    const names = all.map(({ login }) => login).join(', ') || 'nobody'
    throw new RangeError(
      `Nobody called "${maskSecrets(String(who))}" can sign in; there is ${names}. The part before the @ is enough.`,
    )
  }
  const enabled = context.contract.resources[found.resource]?.principal?.enabled
  if (enabled !== undefined && found.entry.row[enabled] === false)
    throw new RangeError(`${found.login} cannot sign in: the user is disabled (${enabled} is false).`)
  return found
}

/** `admin@south.example` is `admin`, where no other account has one, and `south-admin`. */
function shortNames(login: string): readonly string[] {
  const [name = '', domain = ''] = login.split('@')
  return [name, `${domain.split('.')[0]}-${name}`]
}

/** The scheme, with its name, that takes what a sign-in operation makes. */
export function sessionScheme(
  { schemes }: Contract,
  { id, resource }: Operation,
): Scheme & CredentialWords & { name: string } {
  for (const [name, scheme] of Object.entries(schemes))
    if ('authenticates' in scheme && scheme.authenticates === resource) return { ...scheme, name }
  throw new Error(`${id} opens a session, but no security scheme of the contract takes it.`)
}

/** A credential as headers. One that is sent in the query has none. */
function carried({ carrier }: Scheme, value: string): Headers {
  switch (carrier.in) {
    case 'bearer':
      return { Authorization: `Bearer ${value}` }
    case 'basic':
      return { Authorization: `Basic ${btoa(`${value}:`)}` }
    case 'header':
      return { [carrier.name]: carrier.prefix === undefined ? value : `${carrier.prefix} ${value}` }
    case 'query':
      return {}
  }
}

function selected({ schemes }: Contract, select: NonNullable<SignInOptions['select']>): Headers {
  const selections = Object.entries(schemes).filter(([, scheme]) => 'selects' in scheme)
  return Object.fromEntries(
    Object.entries(select).map(([name, value]) => {
      const carrier = selections.find(([selection]) => selection === name)?.[1].carrier
      if (carrier?.in === 'header') return [carrier.name, String(value)]
      const names = selections.map(([selection]) => selection).join(', ') || 'nothing'
      throw new RangeError(`This system has no ${name} to select; it has ${names}.`)
    }),
  )
}
