import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { stamp } from '../rules/lifecycle.ts'
import { view } from '../rules/view.ts'
import { operationAt } from '../steps/authorize.ts'
import type { Answer, Call, Row } from '../types.ts'
import { equalsInConstantTime, hashSecret } from '../values/secret.ts'
import { formatTime, parseDuration } from '../values/time.ts'
import { collectionOf, insertNew, principalOf } from './parts.ts'

/** Opens a session for the user that email and password, or whatever the words call them, belong to. */
export function signIn(context: Context, call: Call): Answer {
  const words = call.operation.sign_in
  if (!words) throw new Error(`${call.operation.id} does sign_in, but the contract does not say how.`)
  const body = call.body as Row
  for (const [name, { principal }] of Object.entries(context.contract.resources)) {
    const user = principal && context.store.collection(name).byUnique(words.login, { [words.login]: body[words.login] })
    const hash = user?.row[words.password]
    if (!user || typeof hash !== 'string' || !equalsInConstantTime(hash, hashSecret(String(body[words.password]))))
      continue
    if (principal.enabled !== undefined && user.row[principal.enabled] === false) {
      throw refuse(
        call,
        principal.refuse ?? words.refuse,
        'The user is disabled.',
        `#/components/schemas/${name}/x-latchkey/principal`,
      )
    }
    const tenant = context.store.collection(name).resource.owner?.tenant ?? ''
    return openSession(context, call, String(user.row[tenant]), user.id)
  }
  throw refuse(
    call,
    words.refuse,
    'The sign-in and the password do not match.',
    operationAt(call.operation, '/x-latchkey/sign_in'),
  )
}

/** Ends the session that the request was sent with. */
export function signOut(context: Context, call: Call): Answer {
  const { resource, entry } = principalOf(call).credential
  context.store.remove(context.store.collection(resource), entry)
  return {}
}

/** Opens a session of a user, whoever vouches for them. */
export function openSession(
  context: Context,
  call: Pick<Call, 'operation' | 'now'>,
  account: string,
  user: string,
): Answer {
  const collection = collectionOf(context, call)
  const { owner, lifecycle, set } = collection.resource
  const expires = lifecycle?.expires
  const { entry, secrets } = insertNew(context, collection, {
    ...(owner === undefined ? {} : { [owner.tenant]: account }),
    ...(owner?.user === undefined ? {} : { [owner.user]: user }),
    ...(lifecycle === undefined ? {} : { [lifecycle.field]: lifecycle.initial }),
    ...(expires?.after === undefined ? {} : { [expires.field]: formatTime(call.now + parseDuration(expires.after)) }),
    ...stamp(set?.create, { now: call.now, actor: user }),
  })
  return { body: view(context, collection.name, entry.row, call.operation, secrets) }
}

function refuse(call: Call, code: string, detail: string, at: string): Refusal {
  return new Refusal({
    code,
    detail,
    rule: call.operation.does,
    at,
    headers: { 'WWW-Authenticate': 'Bearer realm="latchkey"' },
  })
}
