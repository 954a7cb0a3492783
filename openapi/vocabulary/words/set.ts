/** `set`: properties that the server sets when a record is created, and whenever it changes. */
import { formatTime } from '../../contract/time.ts'
import type { Stamps } from '../../contract/words.ts'
import type { Row } from '../engine/record.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import type { Model, ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const set = resource.wordsNode.get('set')
    return [set?.get('create'), set?.get('change')].flatMap(stamps => checkStamps(resource, stamps))
  })
}

/** Stamped properties exist. */
export function checkStamps(resource: ResourceNode, stamps: Node | undefined): Finding[] {
  return (stamps?.members() ?? []).flatMap(([name, { at }]) => missingProperty(resource, name, at))
}

/** The time of a change, and who makes it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly actor: string
  /** Null if a credential acts as the account itself. */
  readonly user: string | null
}

/** The values of stamped properties. */
export function stamp(stamps: Stamps | undefined, moment: Moment): Row {
  const values: Record<string, unknown> = {}
  for (const property in stamps) values[property] = stampedValue(stamps[property] ?? null, moment)
  return values
}

function stampedValue(stamp: Stamps[string], { now, actor, user }: Moment): string | null {
  switch (stamp) {
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
