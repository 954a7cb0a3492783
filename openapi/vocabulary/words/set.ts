/** `set`: properties that the server sets when a record is created, and whenever it changes. */

import { isObject } from '../../contract/json.ts'
import { formatTime } from '../../contract/time.ts'
import { readTime } from '../../contract/unix-time.ts'
import type { Later, Stamps } from '../../contract/words.ts'
import type { Row } from '../engine/record.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import type { Model, ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { typesOf } from '../model/schema.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const set = resource.wordsNode.get('set')
    return [set?.get('create'), set?.get('change')].flatMap(stamps => checkStamps(resource, stamps))
  })
}

/** Stamped properties exist, and can have the stamp. */
export function checkStamps(resource: ResourceNode, stamps: Node | undefined): Finding[] {
  return (stamps?.members() ?? []).flatMap(([name, node]) => {
    const missing = missingProperty(resource, name, node.at)
    return missing.length > 0 ? missing : checkStampType(resource, name, node)
  })
}

function checkStampType(resource: ResourceNode, name: string, node: Node): Finding[] {
  const stamp = node.get('form') ? 'now' : (node.get('stamp')?.value ?? node.value)
  const use = resource.uses.find(use => use.name === name)
  const types = use ? typesOf(use.node) : []
  const isUnix = stamp === 'now_s' || stamp === 'now_ms'
  if (
    types.length === 0 ||
    stamp === null ||
    types.some(type => (isUnix ? type === 'integer' || type === 'number' : type === 'string'))
  )
    return []
  const expected = isUnix ? 'a number' : 'a text'
  const message = `\`${String(stamp)}\` is ${expected}, and \`${name}\` of \`${resource.name}\` is of type ${types.map(type => `\`${type}\``).join(' or ')}. Use another stamp, or correct the type.`
  return [{ message, at: node.at }]
}

/** The time of a change, and who makes it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly actor: string
  /** Null if a credential acts as the account itself. */
  readonly user: string | null
  /** The body of the request, for times that it moves. */
  readonly body?: unknown
}

/** The values of stamped properties. */
export function stamp(stamps: Stamps | undefined, moment: Moment): Row {
  const values: Record<string, unknown> = {}
  for (const property in stamps) {
    const one = stamps[property] ?? null
    if (!isKept(one, moment)) values[property] = stampedValue(one, moment)
  }
  return values
}

/** Whether the property stays as it is, because the body does not move it. */
function isKept(stamp: Stamps[string], { body }: Moment): boolean {
  return isObject(stamp) && stamp.without === 'keep' && givenIn(stamp, body) === undefined
}

/** What the body has of the property that moves a time. */
function givenIn({ plus = {} }: Later, body: unknown): unknown {
  const [name] = Object.values(plus)
  return name !== undefined && isObject(body) ? body[name] : undefined
}

const UNITS = { milliseconds: 1, seconds: 1000, days: 86_400_000 } as const

/** A time that the body gives or moves. Null if the body says that there is none. */
function laterThan({ now, body }: Moment, later: Later): number | null {
  const { stamp, plus, from, without } = later
  if (without !== undefined && (givenIn(later, body) ?? null) === null) return null
  if (from === undefined) return now + (plus ? movedBy(plus, body) : 0)
  const given = isObject(body) ? body[from] : undefined
  if (given === null) return null
  const time = readTime(TIMES[stamp], given)
  return time > now ? time : now
}

/** The form of a time in the body is that of the stamp. */
const TIMES = { now: undefined, now_s: { time: 's' }, now_ms: { time: 'ms' } } as const

/** When a stamp is later than the moment: by as much as a property of the body says. */
function movedBy(plus: NonNullable<Later['plus']>, body: unknown): number {
  for (const unit of ['milliseconds', 'seconds', 'days'] as const) {
    const name = plus[unit]
    const value = name !== undefined && isObject(body) ? Number(body[name] ?? 0) : 0
    if (value > 0) return value * UNITS[unit]
  }
  return 0
}

/** A time in a text. */
function written(form: string, time: number): string {
  return form.replaceAll('{ms}', String(time)).replaceAll('{s}', String(Math.floor(time / 1000)))
}

function stampedValue(stamp: Stamps[string], moment: Moment): string | number | null {
  const { now, actor, user } = moment
  if (isObject(stamp)) {
    const at = laterThan(moment, stamp)
    if (at === null) return null
    return stamp.form === undefined ? stampedValue(stamp.stamp, { ...moment, now: at }) : written(stamp.form, at)
  }
  switch (stamp) {
    case 'now_s':
      return Math.floor(now / 1000)
    case 'now_ms':
      return now
    case 'now':
      return formatTime(now)
    case 'actor':
      return actor
    case 'user':
      return user
    case null:
      return null
  }
}
