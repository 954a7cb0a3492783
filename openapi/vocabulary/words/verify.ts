/** `verify`: whether a secret in the request is valid. A response says so, or the request is refused. */
import type { Resource } from '../../contract/contract.ts'
import { isObject, isString, strings } from '../../contract/json.ts'
import { valueAt } from '../../contract/pointer.ts'
import { asNoun } from '../../contract/prose.ts'
import { readTime, writeTime } from '../../contract/unix-time.ts'
import type { OperationWords } from '../../contract/words.ts'
import { verbWithKeyword } from '../body-property.ts'
import { type Call, ownRecord } from '../engine/call.ts'
import { holdsPermissions, isPermissionQuery } from '../engine/permission-query.ts'
import type { Entry, Row } from '../engine/record.ts'
import { Refusal, validationFailed } from '../engine/refusal.ts'
import { stateOf } from '../engine/transitions.ts'
import type { World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { missingProperty, mistypedMember, propertyNames, unknownName } from '../lookup.ts'
import { type Model, type OperationNode, propertyWords } from '../model/model.ts'
import { reachableStates } from '../model/states.ts'
import { checkAnswer } from '../template.ts'

type Words = NonNullable<OperationWords['verify']>

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => [
    ...verbWithKeyword(operation, 'verify'),
    ...checkVerification(model, operation),
  ])
}

/** The codes that do not stand for a state. */
const SITUATIONS = ['valid', 'unknown', 'disabled', 'ended', 'permission', 'spent']

function checkVerification(model: Model, operation: OperationNode): Finding[] {
  const { words, wordsNode } = operation
  const resource = model.resources.get(words?.resource ?? '')
  const node = wordsNode.get('verify')
  if (words?.does !== 'verify' || !words.verify || !resource || !node) return []
  const { enabled, ends_at = [], permissions, spends, touch, codes, refuse } = words.verify
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, { secret }]) => (secret ? [name] : []))
  const property = words.record?.property
  const findings: Finding[] = []
  if (!words.record) {
    const message = '`does: verify` needs to know where the secret is. Add `record`, such as `{ in: body, by: key }`.'
    findings.push({ message, at: wordsNode.placeOf('does') })
  }
  if (secrets.length === 0) {
    const message = `\`${resource.name}\` has no secret to verify. Verify a resource that has one.`
    findings.push({ message, at: wordsNode.placeOf('resource') })
  }
  if (property !== undefined)
    findings.push(
      ...unknownName(
        `secret of \`${resource.name}\``,
        property,
        secrets,
        wordsNode.get('record')?.placeOf('property') ?? node.at,
      ),
    )
  const names = propertyNames(resource)
  if (enabled !== undefined) findings.push(...missingProperty(resource, enabled, node.placeOf('enabled')))
  for (const name of ends_at) findings.push(...missingProperty(resource, name, node.placeOf('ends_at')))
  for (const name of heldIn(permissions))
    findings.push(...unknownName(`property of \`${resource.name}\``, name, names, node.placeOf('permissions')))
  if (spends !== undefined)
    findings.push(
      ...unknownName(`property of \`${resource.name}\``, spends.split('.')[0] ?? '', names, node.placeOf('spends')),
    )
  if (touch !== undefined) findings.push(...mistypedMember(resource, touch, node.placeOf('touch')))
  for (const [situation, isUsed] of [
    ['valid', codes !== undefined],
    ['unknown', true],
    ['disabled', enabled !== undefined],
    ['ended', ends_at.length > 0],
    ['permission', permissions !== undefined],
    ['spent', spends !== undefined],
  ] as const)
    if (isUsed && codes?.[situation] === undefined && refuse?.[situation] === undefined)
      findings.push({ message: `\`codes\` has no code for \`${situation}\`. Add it.`, at: node.placeOf('codes') })
  const refused = node.get('refused')
  if (refused) findings.push(...checkAnswer(model, operation, refused))
  const states = reachableStates(model, resource)
  for (const [name, { at }] of ['codes', 'refuse'].flatMap(key => node.get(key)?.members() ?? []))
    if (!SITUATIONS.includes(name)) findings.push(...unknownName(`state of \`${resource.name}\``, name, states, at))
  return findings
}

function heldIn(permissions: Words['permissions']): readonly string[] {
  if (permissions === undefined) return []
  return typeof permissions === 'string' ? [permissions] : permissions.held
}

export function refusals(_model: Model, { words }: OperationNode): ExpectedRefusal[] {
  const { permissions, refuse = {} } = words?.verify ?? {}
  const code = typeof permissions === 'object' ? permissions.refuse : undefined
  const unreadable = code === undefined ? [] : [{ code, why: 'the permissions that it asks for may not be readable' }]
  return [
    ...unreadable,
    ...Object.entries(refuse).map(([situation, code]) => ({ code, why: `\`verify\` refuses what is ${situation}` })),
  ]
}

/** The result of a verification. */
export interface Verdict {
  readonly code: string
  readonly isAccepted: boolean
}

export interface Verification extends Verdict {
  /** The record of the secret; undefined if there is none. */
  readonly entry: Entry | undefined
  /** The record after it was used; undefined if nothing changes. */
  readonly after: Row | undefined
}

/** @throws {Refusal} validation_failed if the permissions that are asked for cannot be read, and the codes in `refuse` */
export function verified(world: World, call: Call): Verification {
  const words = verifyOf(call)
  const { resource } = world.store.collection(call.operation.resource ?? '')
  const asked = askedFor(words, call)
  const entry = entryOf(world, call, resource)
  const situation = entry ? situationOf(resource, entry.row, words, asked, call) : 'unknown'
  const isAccepted = situation === 'valid'
  const refusal = words.refuse?.[situation]
  if (refusal !== undefined)
    throw new Refusal({
      code: refusal,
      detail: `The ${asNoun(resource.title)} is ${situation}.`,
      rule: 'verify',
      values: { id: entry?.id },
    })
  return {
    code: words.codes?.[situation] ?? situation,
    isAccepted,
    entry,
    after: entry && isAccepted ? used(resource, entry.row, words, call) : undefined,
  }
}

/** @throws {Refusal} validation_failed if the permissions that are asked for cannot be read */
function askedFor({ permissions }: Words, { body }: Call): unknown {
  if (permissions === undefined) return undefined
  const member = typeof permissions === 'string' ? permissions : permissions.asked
  const asked = at(body, member)
  if (asked === undefined || asked === null || isPermissionQuery(asked)) return asked
  const message = 'must be a name, a list of names, or names with AND, OR and parentheses'
  const refuse = typeof permissions === 'string' ? undefined : permissions.refuse
  if (refuse !== undefined) throw new Refusal({ code: refuse, detail: `${member} ${message}.`, rule: 'verify' })
  throw validationFailed([{ in: 'body', pointer: `/${member.replaceAll('.', '/')}`, message }], 'verify')
}

/** `valid`, or the first thing that is wrong. */
function situationOf(resource: Resource, row: Row, words: Words, asked: unknown, { body, now }: Call): string {
  const { enabled, ends_at = [], codes, refuse, permissions, spends } = words
  if (enabled !== undefined && row[enabled] === false) return 'disabled'
  if (ends_at.some(property => readTime(resource.properties[property], row[property]) <= now)) return 'ended'
  const state = resource.lifecycle ? stateOf(resource, row) : ''
  const isWrong = codes?.[state] !== undefined || refuse?.[state] !== undefined
  if (isWrong && !SITUATIONS.includes(state)) return state
  const held = new Set(heldIn(permissions).flatMap(property => strings(row[property])))
  if (!holdsPermissions(asked, held)) return 'permission'
  const left = spends === undefined ? undefined : at(row, spends)
  return typeof left === 'number' && left < costOf(words, body) ? 'spent' : 'valid'
}

/** The record after it was used; undefined if that changes nothing. */
function used(resource: Resource, row: Row, words: Words, { body, now }: Call): Row | undefined {
  const { spends, touch } = words
  const left = spends === undefined ? undefined : at(row, spends)
  const isSpent = spends !== undefined && typeof left === 'number'
  const by = costOf(words, body)
  if (touch === undefined && !(isSpent && by !== 0)) return undefined
  const after = isSpent ? withNumber(row, spends.split('.'), left - by) : row
  return touch === undefined ? after : { ...after, [touch]: writeTime(resource.properties[touch], now) }
}

function costOf({ cost }: Words, body: unknown): number {
  const value = cost === undefined ? undefined : at(body, cost)
  return typeof value === 'number' && value >= 0 ? value : 1
}

function withNumber(row: Row, [first = '', ...rest]: readonly string[], value: number): Row {
  const inner = row[first]
  return { ...row, [first]: rest.length > 0 && isObject(inner) ? withNumber(inner, rest, value) : value }
}

const at = (value: unknown, path: string): unknown => valueAt(value, path.split('.'))

/** The record of the secret in the request. */
function entryOf({ store, hashes }: World, call: Call, resource: Resource): Entry | undefined {
  const { operation, params, query, body } = call
  const { record } = operation
  if (!record) throw new Error(`${operation.id} does \`verify\`, but has no \`record\`.`)
  if (record.in === 'credential') return ownRecord(call)
  const { by = '' } = record
  const sent = record.in === 'body' ? at(body, by) : record.in === 'path' ? params[by] : query[by]
  if (!isString(sent) || resource.secrets.length === 0) return undefined
  return store.collection(operation.resource ?? '').byHash(hashes.of(sent))
}

function verifyOf({ operation }: Call): Words {
  if (!operation.verify) throw new Error(`${operation.id} does \`verify\`, but has no \`verify\`.`)
  return operation.verify
}
