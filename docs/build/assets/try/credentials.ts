/** The credentials for requests: sessions of seeded users, and credentials created on the page. */
import type { Mock } from '../../../../mock/api/types/mock.ts'
import { maskSecrets } from '../../../../mock/engine/values/mask.ts'
import type { Operation } from '../../../../openapi/contract/contract.ts'
import { isObject } from '../../../../openapi/contract/json.ts'
import { type CredentialScheme, keySchemes, sessionScheme } from '../../../../openapi/contract/schemes.ts'
import { seededSignIns } from '../../../../openapi/contract/sign-ins.ts'

export interface Credential {
  readonly scheme: CredentialScheme
  readonly value: string
}

export interface Choice {
  readonly group: string
  readonly value: string
  readonly label: string
}

const CREATED = 'Created here'

export class Credentials {
  readonly #mock: Mock
  readonly #label: string | undefined
  readonly #sessions = new Map<string, Credential>()
  #made: (Credential & { readonly label: string })[] = []

  constructor(mock: Mock, label: string | undefined) {
    this.#mock = mock
    this.#label = label
  }

  choices(): Choice[] {
    const people = seededSignIns(this.#mock.contract).map(({ login }) => ({
      group: 'Sign in as',
      value: login,
      label: login,
    }))
    const made = this.#made.map(({ label }, index) => ({ group: CREATED, value: String(index), label }))
    return [...people, ...made.toReversed(), { group: 'Other', value: '', label: 'none' }]
  }

  /**
   * @param choice the value of one of the choices
   * @throws {RangeError} if the user can no longer sign in
   */
  of(choice: string): Credential | undefined {
    if (choice === '') return undefined
    return this.#made[Number(choice)] ?? this.#session(choice)
  }

  /** Whether a choice is a seeded user, not a credential that was created here. */
  isPerson(choice: string): boolean {
    return seededSignIns(this.#mock.contract).some(({ login }) => login === choice)
  }

  /** Adds the credential that a response contains, if it has one. */
  learn({ resource }: Operation, body: unknown): void {
    if (!isObject(body)) return
    for (const scheme of this.#schemes()) {
      const value = body[scheme.by]
      if (scheme.authenticates !== resource || typeof value !== 'string') continue
      if (this.#made.some(one => one.value === value)) continue
      const name = this.#label === undefined ? undefined : body[this.#label]
      const title = this.#mock.contract.resources[resource]?.title ?? resource
      this.#made.push({ scheme, value, label: `${title} ${[name ?? '', maskSecrets(value)].join(' ').trim()}` })
    }
  }

  clear(): void {
    this.#sessions.clear()
    this.#made = []
  }

  #schemes(): CredentialScheme[] {
    const session = sessionScheme(this.#mock.contract)
    return [...(session ? [session] : []), ...keySchemes(this.#mock.contract)]
  }

  #session(login: string): Credential | undefined {
    const scheme = sessionScheme(this.#mock.contract)
    const known = this.#sessions.get(login)
    if (known || !scheme) return known
    const session = { scheme, value: this.#mock.signIn(login).token }
    this.#sessions.set(login, session)
    return session
  }
}
