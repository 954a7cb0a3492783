/** `sign_in`: a principal opens a session with a login and a password. */

import type { Operation } from '../../contract/contract.ts'
import { isEnabled } from '../../contract/is-enabled.ts'
import { operationPointer } from '../../contract/pointer.ts'
import { parseDuration } from '../../contract/time.ts'
import { writeTime } from '../../contract/unix-time.ts'
import { missingBodyProperty, verbWithKeyword } from '../body-property.ts'
import type { Call } from '../engine/call.ts'
import type { Plan } from '../engine/plan.ts'
import type { Entry, Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Act, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { unknownName } from '../lookup.ts'
import type { Model, OperationNode } from '../model/model.ts'
import { principals, type References } from '../reference.ts'
import { accountOf } from './owner.ts'
import { stamp } from './set.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => [
    ...verbWithKeyword(operation, 'sign_in'),
    ...checkProperties(model, operation),
  ])
}

function checkProperties(model: Model, operation: OperationNode): Finding[] {
  const { words, wordsNode } = operation
  const signIn = words?.does === 'sign_in' ? words.sign_in : undefined
  const node = wordsNode.get('sign_in')
  if (!signIn || !node) return []
  const resources = [...model.resources.values()].filter(({ words }) => words.principal)
  const names = resources.flatMap(({ uses }) => uses.map(({ name }) => name))
  const stored = resources.flatMap(({ words }) => (words.seed ?? []).flatMap(row => Object.keys(row)))
  return [
    ...unknownName('property of a principal', signIn.login, names, node.placeOf('login')),
    ...unknownName('property of a principal', signIn.password, [...names, ...stored], node.placeOf('password')),
    ...missingBodyProperty(operation, signIn.login, node.placeOf('login')),
    ...missingBodyProperty(operation, signIn.password, node.placeOf('password')),
  ]
}

export const references: References = (keywords, components) =>
  keywords.sign_in === undefined ? [] : principals(components)

export function refusals(_model: Model, { words }: OperationNode): ExpectedRefusal[] {
  return words?.sign_in ? [{ code: words.sign_in.refuse, why: '`sign_in` rejects a wrong password' }] : []
}

export const act: Act = (world, call) => {
  const { login, password, refuse } = signInOf(call)
  const body = call.body as Row
  for (const [name, { principal, owner }] of Object.entries(world.contract.resources)) {
    if (!principal) continue
    const user = world.store.collection(name).byUnique(login, { [login]: body[login] })
    if (!user || !isPassword(world, user, password, body[password])) continue
    if (!isEnabled(principal, user.row)) {
      const at = `#/components/schemas/${name}/x-latchkey/principal`
      throw refused(call, principal.refuse ?? refuse, 'The user is disabled.', at)
    }
    return planSession(world, call, accountOf(owner, user.row), user.id)
  }
  const at = operationPointer(call.operation, '/x-latchkey/sign_in')
  throw refused(call, refuse, `Wrong ${login} or ${password}.`, at)
}

/** Opens a session of a user, without their password. */
export function planSession(
  { store }: World,
  { operation, now }: { readonly operation: Operation; readonly now: number },
  account: string,
  user: string,
): Plan {
  const { name, resource } = store.collection(operation.resource ?? '')
  const { owner, lifecycle, set } = resource
  const expires = lifecycle?.expires
  const after: Row = {
    ...(owner?.tenant === undefined ? {} : { [owner.tenant]: account }),
    ...(owner?.user === undefined ? {} : { [owner.user]: user }),
    ...(lifecycle === undefined ? {} : { [lifecycle.field]: lifecycle.initial }),
    ...(expires?.after === undefined
      ? {}
      : { [expires.field]: writeTime(resource.properties[expires.field], now + parseDuration(expires.after)) }),
    ...stamp(set?.create, { now, actor: user, user }),
  }
  return {
    changes: [{ does: 'insert', resource: name, after }],
    answer: ([session]) => ({ body: session?.show() }),
  }
}

function isPassword({ hashes }: World, { row }: Entry, property: string, password: unknown): boolean {
  const hash = row[property]
  return typeof hash === 'string' && hashes.isOf(hash, String(password))
}

function signInOf({ operation }: Call) {
  if (!operation.sign_in) throw new Error(`${operation.id} does \`sign_in\`, but has no \`sign_in\`.`)
  return operation.sign_in
}

function refused({ operation }: Call, code: string, detail: string, at: string): Refusal {
  const headers = { 'WWW-Authenticate': 'Bearer realm="latchkey"' }
  return new Refusal({ code, detail, rule: operation.does, at, headers })
}
