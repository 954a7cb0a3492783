/** Makes one OpenAPI 3.1 document of the files of a document. */
import { isObject, type JsonObject } from '../../../contract/json.ts'
import { isUsable, References } from '../references.ts'
import { type Kind, SECTIONS } from '../sections.ts'
import type { SourceFiles } from '../source-files.ts'
import type { Warnings } from '../warnings.ts'
import { component, root } from './objects.ts'
import { put, Walk } from './walk.ts'

const VERSION = '3.1.1'
const KINDS = new Map(Object.entries(SECTIONS).map(([kind, section]) => [section as string, kind as Kind]))

/**
 * @param isOld before OpenAPI 3.1
 */
export function normalize(files: SourceFiles, isOld: boolean, warnings: Warnings): JsonObject {
  const { main } = files
  const references = new References(files)
  const walk = new Walk(main, isOld, references, warnings)
  const document = root(main.value, walk)
  const components = authoredComponents(main.value, walk)
  for (let adopted = references.next(); adopted; adopted = references.next()) {
    const { kind, name, value } = adopted
    const made = walk.at(adopted, () => copyComponent(kind, name, value, walk))
    if (made !== undefined) put(sectionOf(components, SECTIONS[kind]), name, made)
  }
  return { ...(isObject(document) && document), openapi: VERSION, components }
}

type Components = Record<string, Record<string, unknown>>

/** The components of the main document. */
function authoredComponents(document: unknown, walk: Walk): Components {
  const result: Components = {}
  const components = isObject(document) && isObject(document.components) ? document.components : {}
  walk.keys.push('components')
  for (const [section, named] of Object.entries(components)) {
    const kind = KINDS.get(section)
    if (kind === undefined || !isObject(named)) continue
    walk.keys.push(section)
    for (const [name, value] of Object.entries(named)) {
      if (!isUsable(name)) continue
      const copied = walk.into(name, value, () => copyComponent(kind, name, value, walk))
      if (copied !== undefined) put(sectionOf(result, section), name, copied)
    }
    walk.keys.pop()
  }
  walk.keys.pop()
  return result
}

function copyComponent(kind: Kind, name: string, value: unknown, walk: Walk): unknown {
  const copy = () => component(kind)(value, walk)
  return kind === 'schema' ? walk.component(name, copy) : copy()
}

function sectionOf(components: Components, section: string): Record<string, unknown> {
  const known = components[section]
  if (known) return known
  const made = {}
  components[section] = made
  return made
}
