/** Sign-ins without a password. */
import { credentialParts } from '../../openapi/contract/carrier.ts'
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { listOf } from '../../openapi/contract/prose.ts'
import {
  type CredentialScheme,
  credentialSchemes,
  selectionSchemes,
  sessionScheme,
} from '../../openapi/contract/schemes.ts'
import { type SeededCredential, type SignIn, seededCredentials, signInsOf } from '../../openapi/contract/sign-ins.ts'
import type { Entry, Row } from '../../openapi/vocabulary/engine/record.ts'
import { planSession } from '../../openapi/vocabulary/words/sign_in.ts'
import type { Context } from '../engine/context.ts'
import { formOf } from '../engine/credentials/anyone.ts'
import { commit } from '../engine/steps/commit.ts'
import { masksOf } from '../engine/values/mask.ts'
import { Session } from './session.ts'

type Headers = Readonly<Record<string, string>>

export interface SignInOptions {
  /** The record to work in, by the name of the security scheme that selects it: `{ warehouse: 7 }`. Sent as a header. */
  readonly select?: Readonly<Record<string, string | number>>
}

/** Everyone who can sign in now, in the order in which they were created; disabled users are included. */
export function signIns({ contract, store }: Context): readonly SignIn<Entry>[] {
  return signInsOf(
    contract,
    resource => store.collection(resource).entries(),
    ({ row }) => row,
  )
}

/** @throws {RangeError} if there is no such user, the user is disabled, or the system has no such selection */
export function signIn(context: Context, who: string, { select = {} }: SignInOptions = {}): Session {
  const selection = selected(context.contract, select)
  const known = knownCredential(context, who)
  if (known) return sessionOf(context.contract, known.scheme, known.secret, selection)
  const found = findSignIn(context, who)
  const { operation } = found
  const scheme = requiredSessionScheme(context.contract, operation)
  const plan = planSession(context, { operation, now: context.clock.now }, found.account, found.user.id)
  const { body } = commit(context, operation, plan)
  return sessionOf(context.contract, scheme, String((body as Row)[scheme.by]), selection)
}

function sessionOf(contract: Contract, scheme: CredentialScheme, token: string, selection: Headers): Session {
  const { carrier } = scheme
  const masked = maskToken(contract, token)
  const headers = (secret: string) => ({ ...credentialParts(carrier, secret).headers, ...selection })
  // HTTP Basic encodes the token, and what it encodes is not masked by its form.
  const shown = Object.fromEntries(Object.keys(credentialParts(carrier, token).headers).map(name => [name, '****']))
  return new Session(
    token,
    headers(token),
    masked,
    carrier.in === 'basic' ? { ...shown, ...selection } : headers(masked),
  )
}

function maskToken(contract: Contract, token: string): string {
  const masked = masksOf(contract).text(token)
  return masked === token ? '****' : masked
}

/** The credentials of the seed, for a message. */
function knownIds({ contract }: Context): string {
  const ids = seededCredentials(contract).map(({ id }) => id)
  return ids.length === 0 ? '' : ` Credentials that exist at first: ${listOf(ids)}.`
}

/** A credential of the seed, by the id of its record, if it still exists. */
function knownCredential({ contract, store }: Context, who: string): SeededCredential | undefined {
  const found = seededCredentials(contract).find(({ id }) => id === who)
  return found && store.collection(found.scheme.authenticates).get(found.id) ? found : undefined
}

/** @throws {RangeError} if there is no such user, or the user is disabled */
export function findSignIn(context: Context, who: string): SignIn<Entry> {
  if (context.contract.lenient && !hasSignIn(context.contract))
    throw new RangeError(withoutSignIn(context.contract, who))
  const all = signIns(context)
  const found = all.find(({ login }) => login === who) ?? all.find(({ login }) => shortNames(login).includes(who))
  if (!found) {
    const users =
      all.length === 0 ? 'This system has no users.' : `The users are ${listOf(all.map(({ login }) => login))}.`
    const masked = masksOf(context.contract).text(String(who))
    throw new RangeError(`There is no user "${masked}". ${users} The part before the @ is enough.${knownIds(context)}`)
  }
  if (!found.isEnabled) {
    const enabled = context.contract.resources[found.resource]?.principal?.enabled
    throw new RangeError(`${found.login} cannot sign in: the user is disabled (${enabled} is false).`)
  }
  return found
}

const hasSignIn = ({ operations }: Contract) => operations.some(({ sign_in }) => sign_in)

/** A document without written rules has no users: what to send instead of a session. */
function withoutSignIn(contract: Contract, who: string): string {
  const { title, schemes } = contract
  const ids = seededCredentials(contract).map(({ id }) => id)
  if (ids.length > 0)
    return `No credential of the seed has the id "${masksOf(contract).text(String(who))}". Known: ${listOf(ids)}.`
  if (credentialSchemes(contract).length > 0)
    return `signIn() takes the id of a credential in the keyword \`seed\`, and ${title} has none with its secret. Add one.`
  const forms = Object.values(schemes).flatMap(scheme => ('accepts_any' in scheme ? [formOf(scheme)] : []))
  const instead =
    forms.length === 0
      ? 'Its operations need no credentials.'
      : `Any credential of the declared form is accepted: send ${listOf(forms, 'or')}.`
  return `signIn() does not apply to ${title}: the document does not say who its users are. ${instead}`
}

/** `admin@south.example` is `south-admin`, and `admin` if no account before it has an admin. */
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
      const names = listOf(selections.map(selection => selection.name))
      const known = names === '' ? 'It selects nothing.' : `The selections are ${names}.`
      throw new RangeError(`This system has no selection "${name}". ${known}`)
    }),
  )
}
