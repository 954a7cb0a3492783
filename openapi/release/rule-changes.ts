/** Compares the rules (`x-latchkey`) of two versions of a contract. Tools for OpenAPI ignore them. */
import { isObject, type JsonObject } from '../contract/json.ts'
import { pointerKeys, valueAt } from '../contract/pointer.ts'
import { WORDS } from '../contract/words.ts'
import { Pointer } from '../vocabulary/model/node.ts'
import type { Change, Impact } from './change.ts'

export function ruleChanges(before: JsonObject, after: JsonObject): Change[] {
  const [old, now] = [rulesOf(before), rulesOf(after)]
  const places = [...new Set([...old.keys(), ...now.keys()])]
  return places.flatMap(place => {
    const [was, is] = [old.get(place), now.get(place)]
    if (was === is || isPartOfWhole(place, before, after)) return []
    return [{ impact: impactOf(place, was, is), place, what: whatHappened(was, is) }]
  })
}

function whatHappened(was: string | undefined, is: string | undefined): string {
  if (was === undefined) return `is now ${is}`
  return is === undefined ? `was ${was}, is removed` : `was ${was}, is ${is}`
}

/** Every change of a rule breaks callers, unless it is known to allow more than before. */
function impactOf(place: string, was: string | undefined, is: string | undefined): Impact {
  const keys = pointerKeys(place)
  const word = keys.findLast(key => !/^\d+$/.test(key))
  if (keys.includes('seed')) return 'patch'
  // It is about what the document declares, not about what happens.
  if (place === `#/${WORDS}/strict` && is === 'true') return 'patch'
  if (word === 'max' && was !== undefined && is !== undefined)
    return is === 'null' || (was !== 'null' && Number(is) > Number(was)) ? 'minor' : 'major'
  if (word === 'search' || word === 'call') return is === undefined || was !== undefined ? 'major' : 'minor'
  return 'major'
}

/** `redocly diff` reports a whole operation or schema that is added or removed. */
function isPartOfWhole(place: string, before: JsonObject, after: JsonObject): boolean {
  const keys = pointerKeys(place)
  const owner = keys.slice(0, keys.indexOf(WORDS))
  return valueAt(before, owner) === undefined || valueAt(after, owner) === undefined
}

/** Each value inside an `x-latchkey`, as JSON, by its pointer. A list of names is one value. */
function rulesOf(document: JsonObject): Map<string, string> {
  const rules = new Map<string, string>()
  const visit = (value: unknown, keys: readonly (string | number)[], isRule: boolean) => {
    if (isRule && (!isObject(value) || Object.keys(value).length === 0) && !isListOfObjects(value))
      rules.set(new Pointer(keys).pointer, JSON.stringify(value))
    else if (Array.isArray(value))
      value.forEach((item, index) => {
        visit(item, [...keys, index], isRule)
      })
    else if (isObject(value))
      for (const [key, inner] of Object.entries(value)) visit(inner, [...keys, key], isRule || key === WORDS)
  }
  visit(document, [], false)
  return rules
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.some(isObject)
}
