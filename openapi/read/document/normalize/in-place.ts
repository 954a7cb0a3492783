/**
 * Breaks circles of schemas that use each other for the same value: checking a value would never end.
 *
 * The common one is `Pet: { oneOf: [Cat] }` with `Cat: { allOf: [Pet, ...] }`: a cat has what every pet has, and need not
 * be one of all pets again. Such a use gets the pet without its alternatives.
 */
import { isObject, type JsonObject, objects } from '../../../contract/json.ts'
import { pointerKeys } from '../../../contract/pointer.ts'
import { isReference } from '../../../contract/ref.ts'
import type { InPlaceUse, Walk } from './walk.ts'

type Schemas = Record<string, unknown>
type Use = Pick<InPlaceUse, 'from' | 'holder'>
/** The uses in each component schema. */
type Uses<Each extends Use = InPlaceUse> = ReadonlyMap<string, readonly Each[]>

/** Keywords whose schemas check the same value as the schema around them. So does `dependentSchemas`, which is a map. */
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']

/** Whether any of the component schemas, as they are written, uses itself for the same value. */
export function hasCircle(schemas: JsonObject): boolean {
  const uses = new Map<string, readonly Use[]>()
  for (const [from, schema] of Object.entries(schemas)) {
    const holders = isObject(schema) ? inPlaceReferences(schema) : []
    if (holders.length > 0)
      uses.set(
        from,
        holders.map(holder => ({ from, holder })),
      )
  }
  return closingUses(uses).length > 0
}

function inPlaceReferences(schema: JsonObject): JsonObject[] {
  const { dependentSchemas } = schema
  const inner: unknown[] = isObject(dependentSchemas) ? Object.values(dependentSchemas) : []
  for (const keyword of IN_PLACE) if (schema[keyword] !== undefined) inner.push(schema[keyword])
  const beside = inner.length === 0 ? [] : objects(inner.flat()).flatMap(inPlaceReferences)
  return isReference(schema) ? [schema, ...beside] : beside
}

/** @param schemas the component schemas, which are changed */
export function breakCircles(schemas: Schemas, walk: Walk): void {
  const uses = usesByName(walk.inPlaceUses)
  if (uses.size === 0) return
  for (const use of usesInCircles(uses)) if (use.by === 'allOf' || use.by === 'other') useBase(use, schemas, uses)
  for (const use of closingUses(uses)) {
    walk.warnAt(
      use,
      'reference',
      'A schema uses itself for the same value, so that a check would never end. This use is left out.',
    )
    delete use.holder.$ref
    // Of several alternatives, it would be the one that is never met first.
    if (use.by === 'anyOf' || use.by === 'oneOf') use.holder.not = {}
  }
}

function usesByName(all: readonly InPlaceUse[]): Map<string, InPlaceUse[]> {
  const uses = new Map<string, InPlaceUse[]>()
  for (const use of all) {
    const known = uses.get(use.from)
    if (known) known.push(use)
    else uses.set(use.from, [use])
  }
  return uses
}

function targetOf({ holder }: Pick<Use, 'holder'>): string {
  return pointerKeys(String(holder.$ref)).at(-1) ?? ''
}

const ALTERNATIVES = ['oneOf', 'anyOf', 'discriminator']

/** Makes a schema use another one without its alternatives, which is then a component of its own. */
function useBase(use: InPlaceUse, schemas: Schemas, uses: Map<string, InPlaceUse[]>): void {
  const name = targetOf(use)
  const target = schemas[name]
  if (!isObject(target) || !('oneOf' in target || 'anyOf' in target)) return
  let base = `${name}_base`
  while (Object.hasOwn(schemas, base) && !uses.has(base)) base += '_'
  if (!uses.has(base)) {
    schemas[base] = Object.fromEntries(Object.entries(target).filter(([key]) => !ALTERNATIVES.includes(key)))
    const kept = (uses.get(name) ?? []).filter(({ by }) => by === 'allOf' || by === 'other')
    uses.set(
      base,
      kept.map(inner => ({ ...inner, from: base })),
    )
  }
  use.holder.$ref = `${String(use.holder.$ref)}${base.slice(name.length)}`
}

/** The uses that are part of a circle. */
function usesInCircles(uses: Uses): InPlaceUse[] {
  const groups = new Map<string, number>()
  const stack: string[] = []
  /** The first schema on the stack that each one leads to, by its number. */
  const first = new Map<string, number>()
  walkThrough(uses, {
    enter: name => {
      first.set(name, first.size)
      stack.push(name)
    },
    meet: (name, target) => {
      if (!groups.has(target)) first.set(name, Math.min(first.get(name) ?? 0, first.get(target) ?? 0))
    },
    leave: (name, number) => {
      if (first.get(name) !== number) return
      for (let member = stack.pop(); member !== undefined; member = member === name ? undefined : stack.pop())
        groups.set(member, number)
    },
  })
  return [...uses.values()].flat().filter(use => groups.get(use.from) === groups.get(targetOf(use)))
}

/** One use of each circle: without these, there is no circle. */
function closingUses<Each extends Use>(uses: Uses<Each>): Each[] {
  const closing: Each[] = []
  const open = new Set<string>()
  walkThrough(uses, {
    enter: name => open.add(name),
    meet: (_, target, use) => {
      if (open.has(target)) closing.push(use)
    },
    leave: name => open.delete(name),
  })
  return closing
}

interface Visitor<Each extends Use> {
  enter(name: string): void
  /** After everything that the target leads to, if it was not met before. */
  meet(name: string, target: string, use: Each): void
  /** @param number how many schemas were entered before */
  leave(name: string, number: number): void
}

/** Goes depth-first through all schemas, without recursion: chains can have thousands of them. */
function walkThrough<Each extends Use>(uses: Uses<Each>, visitor: Visitor<Each>): void {
  const numbers = new Map<string, number>()
  for (const start of uses.keys()) {
    if (numbers.has(start)) continue
    const way: { readonly name: string; next: number }[] = []
    const enter = (name: string) => {
      numbers.set(name, numbers.size)
      visitor.enter(name)
      way.push({ name, next: 0 })
    }
    enter(start)
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const { name } = top
      const use = uses.get(name)?.[top.next]
      const target = use && targetOf(use)
      if (!use || target === undefined) {
        visitor.leave(name, numbers.get(name) ?? 0)
        way.pop()
      } else if (numbers.has(target)) {
        visitor.meet(name, target, use)
        top.next++
      } else enter(target)
    }
  }
}
