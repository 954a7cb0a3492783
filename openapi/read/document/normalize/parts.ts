/** Normalizes the parts of a document one at a time, each when it is first read. */
import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import { lazyRecord } from '../../../contract/lazy.ts'
import { isReference } from '../../../contract/ref.ts'
import { operationsIn } from '../methods.ts'
import { isUsable, References } from '../references.ts'
import { KINDS, type Kind, SECTIONS } from '../sections.ts'
import type { SourceFile, SourceFiles } from '../source-files.ts'
import { Warnings } from '../warnings.ts'
import { hasCircle } from './in-place.ts'
import { component, pathItem } from './objects.ts'
import { type Copy, put, Walk } from './walk.ts'

/**
 * The same document as `normalize` makes, as far as it describes requests and responses. Its path items and most of its
 * components are normalized when they are first read, and nothing is reported.
 *
 * @param isOld before OpenAPI 3.1
 * @returns undefined if the document can only be normalized as a whole
 */
export function documentOfParts(files: SourceFiles, isOld: boolean): JsonObject | undefined {
  const { value } = files.main
  if (!files.isPlain || !isObject(value)) return undefined
  const { paths = {}, components = {} } = value
  if (!isObject(paths) || !hasPlainOperations(paths) || !isObject(components)) return undefined
  if (!hasPlainSchemas(components.schemas ?? {})) return undefined
  const parts = new Parts(files, isOld)
  for (const [kind, section] of KINDS) {
    const named = components[section]
    if (named === undefined) continue
    if (!isObject(named)) return undefined
    parts.addComponents(kind, named)
  }
  for (const [kind, section] of KINDS)
    for (const [name, written] of Object.entries(components[section] ?? {}))
      if (isUsable(name) && !isAlwaysMade(kind, written) && parts.components[section]?.[name] === undefined)
        return undefined
  return { ...value, paths: parts.pathItems(paths), components: parts.components }
}

class Parts {
  readonly #main: SourceFile
  readonly #references: References
  readonly #walk: Walk
  /** By section and name. */
  readonly components: Record<string, Record<string, unknown>> = {}

  constructor(files: SourceFiles, isOld: boolean) {
    this.#main = files.main
    this.#references = new References(files)
    this.#walk = new Walk(files.main, isOld, this.#references, new Warnings(0))
  }

  addComponents(kind: Kind, named: JsonObject): void {
    const section = SECTIONS[kind]
    this.components[section] = lazyRecord(Object.keys(named).filter(isUsable), name =>
      this.#make(['components', section, name], named[name], component(kind)),
    )
  }

  pathItems(paths: JsonObject): JsonObject {
    return lazyRecord(Object.keys(paths), path => this.#make(['paths', path], paths[path], pathItem))
  }

  #make(keys: readonly string[], written: unknown, copy: Copy): unknown {
    const made = this.#walk.at({ file: this.#main, keys }, () => copy(written, this.#walk))
    // What it refers to, if that is a component of another kind.
    for (let adopted = this.#references.next(); adopted; adopted = this.#references.next()) {
      const { kind, name, value } = adopted
      const section = this.components[SECTIONS[kind]] ?? {}
      this.components[SECTIONS[kind]] = section
      put(
        section,
        name,
        this.#walk.at(adopted, () => component(kind)(value, this.#walk)),
      )
    }
    return made
  }
}

/** Whether all operations are there, with ids that differ. */
function hasPlainOperations(paths: JsonObject): boolean {
  const ids = new Set<string>()
  return Object.values(paths).every(item => {
    if (!isObject(item) || isReference(item)) return false
    return operationsIn(item).every(([, operation]) => {
      if (!isObject(operation) || isReference(operation)) return false
      const { operationId } = operation
      if (!isString(operationId)) return true
      const isNew = !ids.has(operationId)
      ids.add(operationId)
      return isNew
    })
  })
}

/** Whether no schema is another one, or uses itself for the same value. */
function hasPlainSchemas(schemas: unknown): boolean {
  return isObject(schemas) && !Object.values(schemas).some(isReference) && !hasCircle(schemas)
}

/** Whether a component is made of it in any case. If one is not, the references to it are left out of the whole document. */
function isAlwaysMade(kind: Kind, written: unknown): boolean {
  if (kind === 'schema') return true
  const isOfAnyObject = kind === 'response' || kind === 'requestBody' || kind === 'example'
  return isOfAnyObject && isObject(written) && !isReference(written)
}
