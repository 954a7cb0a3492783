/** `window`: a time window per account that closes automatically, and the operations that require it to be open. */
import { listOf } from '../../contract/prose.ts'
import { parseDuration } from '../../contract/time.ts'
import { readTime, writeTime } from '../../contract/unix-time.ts'
import { type Call, principalOf } from '../engine/call.ts'
import { type Change, type Plan, reading } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Act, Guard, Records, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { findResource, isFinding, missingProperty } from '../lookup.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import { code, durationText } from '../prose.ts'
import { namedBy } from '../reference.ts'
import { ownedBy } from './owner.ts'

export function check(model: Model): Finding[] {
  return [
    ...[...model.resources.values()].flatMap(checkResource),
    ...model.operations.flatMap(operation => checkOperation(model, operation)),
  ]
}

function checkResource(resource: ResourceNode): Finding[] {
  const { window } = resource.words
  const node = resource.wordsNode.get('window')
  if (!window || !node) return []
  return [
    ...missingProperty(resource, window.open, node.placeOf('open')),
    ...missingProperty(resource, window.until, node.placeOf('until')),
  ]
}

function checkOperation(model: Model, { words, wordsNode }: OperationNode): Finding[] {
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  if (!words || !resource) return []
  const findings: Finding[] = []
  if ((words.does === 'open' || words.does === 'close') && !resource.words.window) {
    const message = `\`does: ${words.does}\` requires a resource with a \`window\`, which \`${resource.name}\` does not have.`
    findings.push({ message, at: wordsNode.placeOf('resource') })
  }
  if (words.window === undefined) return findings
  const window = findResource(model, words.window, wordsNode.placeOf('window'))
  if (isFinding(window)) return [...findings, window]
  if (window.words.window) return findings
  const message = `\`${words.window}\` is not a window: its \`x-latchkey\` has no \`window\`. Name a resource that has one.`
  return [...findings, { message, at: wordsNode.placeOf('window') }]
}

export const references = namedBy('window', 'schemas')

export function refusals({ resources }: Model, { words }: OperationNode): ExpectedRefusal[] {
  const window =
    words?.window === undefined || words.closed !== undefined ? undefined : resources.get(words.window)?.words.window
  return window ? [{ code: window.refuse, why: `it requires the window of \`${words?.window}\` to be open` }] : []
}

export function explainResource(
  { operations }: Model,
  { name, words: { window } }: ResourceNode,
  links: Links,
): string | undefined {
  if (!window) return undefined
  const guarded = operations.filter(({ words }) => words?.window === name).map(({ id }) => code(id))
  const length = durationText(window.duration)
  return (
    `**Window.** It stays open for ${length} and closes automatically, exactly at ${code(window.until)}.` +
    ` Opening it again restarts the ${length}. While it is closed, ${listOf(guarded)} respond with ${links.problem(window.refuse)}.`
  )
}

/** The window that the operation requires is open. */
export const guard: Guard = ({ store }, _plan, { operation, principal, now }) => {
  const name = operation.window
  if (name === undefined) return
  const records = store.collection(name)
  const { account } = principalOf({ principal })
  if (openUntil(records, records.get(account)?.row, now) !== null) return
  throw new Refusal({
    code: windowOf(records).refuse,
    detail: `${operation.id} is allowed only while the window "${records.resource.title}" is open. Ask an admin to open it.`,
    rule: 'window',
    at: `#/components/schemas/${name}/x-latchkey/window`,
  })
}

export const open: Act = (world, call) => {
  const { duration } = windowOf(recordsOf(world, call))
  return planUntil(world, call, call.now + parseDuration(duration))
}

export const close: Act = (world, call) => planUntil(world, call, null)

export const get: Act = (world, call) => {
  const records = recordsOf(world, call)
  const row = records.get(principalOf(call).account)?.row
  return reading(() => ({ body: show(records, row, call.now) }))
}

/** An account has one window, whose id is that of the account. */
function planUntil(world: World, call: Call, end: number | null): Plan {
  const records = recordsOf(world, call)
  const { name } = records
  const { account } = principalOf(call)
  const { until } = windowOf(records)
  const after: Row = {
    id: account,
    ...ownedBy(records.resource, account),
    [until]: end === null ? null : writeTime(records.resource.properties[until], end),
  }
  const entry = records.get(account)
  const change: Change = entry
    ? { does: 'replace', resource: name, entry, after }
    : { does: 'insert', resource: name, after }
  return { changes: [change], answer: () => ({ body: show(records, after, call.now) }) }
}

function show(records: Records, row: Row | undefined, now: number): Row {
  const { open, until } = windowOf(records)
  const end = openUntil(records, row, now)
  return { [open]: end !== null, [until]: end }
}

/** Null while it is closed. At exactly its end it is closed, and so it is before it was opened, if the clock was set back. */
function openUntil(records: Records, row: Row | undefined, now: number): string | number | null {
  const { until, duration } = windowOf(records)
  const value = row?.[until]
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const end = readTime(records.resource.properties[until], value)
  return now < end && now >= end - parseDuration(duration) ? value : null
}

const recordsOf = ({ store }: World, { operation }: Call) => store.collection(operation.resource ?? '')

function windowOf({ name, resource }: Records) {
  if (!resource.window) throw new Error(`${name} is used as a window, but has no \`window\`.`)
  return resource.window
}
