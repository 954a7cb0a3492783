import { type Candidate, candidateOf } from './candidates.ts'
import type { Entry, Group } from './groups.ts'
import { plain } from './names.ts'
import { inputsOf } from './pages.ts'
import { isSameRecord } from './resource.ts'
import { type Verdict, verdictOf } from './rules.ts'
import type { Shapes } from './shapes.ts'

/** Below it, a rule is left out. */
export const SURE = 0.6

/** How much an id is trusted that is only a name. */
const NAMED = 0.6

/** A collection whose records the document reads, with what its operations do. */
export interface Collection extends Candidate {
  readonly verdicts: ReadonlyMap<Entry, Verdict>
  /** What its operations do for sure. */
  readonly acts: ReadonlySet<string | undefined>
}

/** The collections of a document. Those that only show the records of another one are left out. */
export function collectionsOf(shapes: Shapes, groups: readonly Group[]): Collection[] {
  const candidates = groups.flatMap(group => {
    const candidate = candidateOf(shapes, group)
    if (!candidate) return []
    const verdicts = new Map(group.entries.map(entry => [entry, verdictOf(shapes, candidate, entry)]))
    const sure = [...verdicts.values()].filter(({ confidence }) => confidence >= SURE)
    const acts = new Set(sure.map(({ rule }) => rule?.does))
    const isRead = acts.has('get') || acts.has('list')
    const isOnlyListed = acts.size === 1 && acts.has('list')
    return isRead && !(isOnlyListed && isAnswer(shapes, candidate)) ? [{ ...candidate, verdicts, acts }] : []
  })
  const byName = Map.groupBy(candidates, ({ record }) => record.name)
  const byNoun = Map.groupBy(candidates, ({ group }) => group.noun)
  return candidates.filter(candidate => {
    if (candidate.acts.has('get') && candidate.acts.size > 1) return true
    const others = [
      ...(candidate.record.name === undefined ? [] : (byName.get(candidate.record.name) ?? [])),
      ...(byNoun.get(candidate.group.noun) ?? []),
    ]
    return !others.some(other => other !== candidate && owns(other, candidate))
  })
}

/**
 * A list that no other operation has to do with, and that answers a question about something else: `ListResources` of a
 * `projectId` that resources do not have, or a call whose items have names only.
 */
function isAnswer(shapes: Shapes, { group, record, id }: Candidate): boolean {
  const names = shapes.plainNames(record)
  return group.entries.every(({ operation, on }) => {
    if (on === 'call' && id.trust <= NAMED) return true
    const [, inputs] = inputsOf(shapes, operation)
    return inputs.some(
      ({ name, required }) => required && /(id|arn|name)$/.test(plain(name)) && !names.has(plain(name)),
    )
  })
}

/** `/users` owns the records that `/teams/{id}/users` and `/followers` list. */
function owns(owner: Collection, other: Collection): boolean {
  // `/commands/send` and `/users/by-name` do something with `/commands` and `/users`.
  if (isBelow(owner.group, other.group) && isSameRecord(other.record, owner.record, false)) return true
  if (other.acts.has('get') || rank(owner) <= rank(other)) return false
  const sameNoun = owner.group.noun === other.group.noun
  if (!isSameRecord(other.record, owner.record, sameNoun)) return false
  return owner.acts.has('get') || !other.acts.has('create')
}

function isBelow(owner: Group, other: Group): boolean {
  return other.collection.startsWith(`${owner.collection}/`) && other.parents.length === owner.parents.length
}

function rank(collection: Collection): number {
  const { group } = collection
  const depth = group.collection.split('/').length + group.parents.length
  return (collection.acts.has('get') ? 4 : 0) + (collection.acts.has('create') ? 2 : 0) - depth / 100
}
