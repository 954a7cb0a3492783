/** Makes one OpenAPI 3.1 document of the files of a document. */
import { isObject, type JsonObject } from '../../../contract/json.ts'
import type { Keys } from '../../../contract/pointer.ts'
import { isReference } from '../../../contract/ref.ts'
import { componentRef, isUsable, References } from '../references.ts'
import { type Kind, SECTIONS } from '../sections.ts'
import type { SourceFiles } from '../source-files.ts'
import type { Origin } from '../types.ts'
import type { Warnings } from '../warnings.ts'
import { breakCircles } from './in-place.ts'
import { withoutReferences } from './missing.ts'
import { component, root } from './objects.ts'
import { withUniqueIds } from './operation-ids.ts'
import { put, Walk } from './walk.ts'

const VERSION = '3.1.1'
const KINDS = new Map(Object.entries(SECTIONS).map(([kind, section]) => [section as string, kind as Kind]))

export interface Normalized {
  readonly document: JsonObject
  /** Where a value of the document is written. */
  readonly origin: (keys: Keys) => Origin
}

/**
 * @param isOld before OpenAPI 3.1
 */
export function normalize(files: SourceFiles, isOld: boolean, warnings: Warnings): Normalized {
  const { main } = files
  const references = new References(files)
  const walk = new Walk(main, isOld, references, warnings)
  const document: Record<string, unknown> = { ...root(main.value, walk), openapi: VERSION }
  const components: Record<string, Record<string, unknown>> = {}
  const missing = new Set<string>()
  const make = ({ kind, name, value }: Component) => {
    const copy = () => component(kind)(value, walk)
    const made = kind === 'schema' ? walk.component(name, copy) : copy()
    if (made === undefined) missing.add(componentRef(kind, name))
    else put(sectionOf(components, SECTIONS[kind]), name, made)
  }
  for (const authored of authoredComponents(main.value)) {
    const { kind, name } = authored
    if (!references.isAdopted(kind, name)) {
      walk.at({ file: main, keys: ['components', SECTIONS[kind], name] }, () => make(authored))
    }
  }
  for (let adopted = references.next(); adopted; adopted = references.next()) {
    const component = adopted
    walk.at(component, () => make(component), component.bound)
  }
  breakCircles(components.schemas ?? {}, walk)
  document.components = components
  const complete = missing.size === 0 ? document : withoutReferences(document, missing)
  const unique = withUniqueIds(isObject(complete) ? complete : document, main, warnings)
  return { document: unique, origin: keys => references.originOf(keys) }
}

interface Component {
  readonly kind: Kind
  readonly name: string
  readonly value: unknown
}

/** The components of the main document. */
function* authoredComponents(document: unknown): Generator<Component> {
  const components = isObject(document) && isObject(document.components) ? document.components : {}
  for (const [section, named] of Object.entries(components)) {
    const kind = KINDS.get(section)
    // A section in another file: what is used of it is adopted.
    if (kind === undefined || !isObject(named) || isReference(named)) continue
    for (const [name, value] of Object.entries(named)) if (isUsable(name)) yield { kind, name, value }
  }
}

function sectionOf(components: Record<string, Record<string, unknown>>, section: string): Record<string, unknown> {
  const known = components[section]
  if (known) return known
  const made = {}
  components[section] = made
  return made
}
