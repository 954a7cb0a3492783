import type { Operation, Resource } from '../../contract/contract.ts'
import type { Moment } from '../words/set.ts'
import type { Entry } from './record.ts'

/** Who a request runs as. */
export interface Principal {
  /** The name of the security scheme. */
  readonly scheme: string
  /** The schemes of all credentials of the request, if it has several. */
  readonly schemes?: readonly string[]
  readonly kind: string
  /** The record that is the credential. */
  readonly credential: { readonly resource: string; readonly entry: Entry }
  readonly account: string
  /** Null if the credential acts as the account itself. */
  readonly user: string | null
  /** The id that `created_by` and the like hold: the key, or the user of a session. */
  readonly actor: string
  readonly permissions: ReadonlySet<string>
  /** Whether the credential has fewer permissions than the principal it acts as. */
  readonly isNarrowed: boolean
  /** When the credential ends, in milliseconds since 1970. Null if it does not, and for sessions, which can be renewed. */
  readonly ends: number | null
}

/** A request after the pipeline has read and validated it. */
export interface Call {
  readonly operation: Operation
  readonly resource: Resource | undefined
  /** The record that the path identifies. */
  readonly target: Entry | undefined
  /** Undefined only if the operation needs no credentials. */
  readonly principal: Principal | undefined
  /** The values that selection schemes select, by scheme. */
  readonly selected: Readonly<Record<string, unknown>>
  /** The parameters of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>
  /** The same in the types of their schemas, if the operation describes them. */
  readonly path?: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** Milliseconds since 1970. */
  readonly now: number
  readonly request: Pick<Request, 'method' | 'url' | 'headers'>
}

/** The caller. The checks of the contract guarantee that there is one. */
export function principalOf(call: Pick<Call, 'principal'>): Principal {
  if (!call.principal) throw new Error('The operation needs a caller, but its security does not require credentials.')
  return call.principal
}

/** When a call changes something, and who. */
export function momentOf(call: Pick<Call, 'principal' | 'now'> & Partial<Pick<Call, 'body'>>): Moment {
  const { actor, user } = principalOf(call)
  return { now: call.now, actor, user, body: call.body }
}

/** The record that the path identifies. The checks of the contract guarantee that there is one. */
export function targetOf(call: Pick<Call, 'target' | 'operation'>): Entry {
  if (!call.target) throw new Error(`${call.operation.id} works on one record, but its path identifies none.`)
  return call.target
}

/** The record of the credential that a request was sent with; undefined if it is one of another resource. */
export function ownRecord({ operation, principal }: Pick<Call, 'operation' | 'principal'>): Entry | undefined {
  const { resource, entry } = principal?.credential ?? {}
  return resource === operation.resource ? entry : undefined
}
