/** Signing in and out. */
import type { Operation } from '../../../openapi/contract/contract.ts'
import { formatTime, parseDuration } from '../../../openapi/contract/time.ts'
import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { operationPointer } from '../operation-pointer.ts'
import { stamp } from '../rules/lifecycle.ts'
import { equalsInConstantTime, hashSecret } from '../values/secret.ts'

/** Opens a session for the user with this login and password. */
export const signIn: Act<Context> = (context, call) => {
  const { login, password, refuse } = signInOf(call)
  const body = call.body as Row
  for (const [name, { principal, owner }] of Object.entries(context.contract.resources)) {
    if (!principal) continue
    const user = context.store.collection(name).byUnique(login, { [login]: body[login] })
    if (!user || !isPassword(user, password, body[password])) continue
    if (principal.enabled !== undefined && user.row[principal.enabled] === false) {
      const at = `#/components/schemas/${name}/x-latchkey/principal`
      throw refused(call, principal.refuse ?? refuse, 'The user is disabled.', at)
    }
    return planSession(context, call, String(user.row[owner?.tenant ?? '']), user.id)
  }
  const at = operationPointer(call.operation, '/x-latchkey/sign_in')
  throw refused(call, refuse, `Wrong ${login} or ${password}.`, at)
}

/** Ends the session that the request was sent with. */
export const signOut: Act<Context> = (_context, call) => {
  const { resource, entry } = principalOf(call).credential
  return { changes: [{ does: 'remove', resource, entry }], answer: () => ({}) }
}

/** Opens a session of a user, without their password. */
export function planSession(
  { store }: Context,
  { operation, now }: { readonly operation: Operation; readonly now: number },
  account: string,
  user: string,
): Plan {
  const { name, resource } = store.collection(operation.resource ?? '')
  const { owner, lifecycle, set } = resource
  const expires = lifecycle?.expires
  const after: Row = {
    ...(owner === undefined ? {} : { [owner.tenant]: account }),
    ...(owner?.user === undefined ? {} : { [owner.user]: user }),
    ...(lifecycle === undefined ? {} : { [lifecycle.field]: lifecycle.initial }),
    ...(expires?.after === undefined ? {} : { [expires.field]: formatTime(now + parseDuration(expires.after)) }),
    ...stamp(set?.create, { now, actor: user }),
  }
  return {
    changes: [{ does: 'insert', resource: name, after }],
    answer: ([session]) => ({ body: session?.show() }),
  }
}

function isPassword({ row }: Entry, property: string, password: unknown): boolean {
  const hash = row[property]
  return typeof hash === 'string' && equalsInConstantTime(hash, hashSecret(String(password)))
}

function signInOf({ operation }: Call) {
  if (!operation.sign_in) throw new Error(`${operation.id} does sign_in, but the contract does not say how.`)
  return operation.sign_in
}

function refused({ operation }: Call, code: string, detail: string, at: string): Refusal {
  const headers = { 'WWW-Authenticate': 'Bearer realm="latchkey"' }
  return new Refusal({ code, detail, rule: operation.does, at, headers })
}
