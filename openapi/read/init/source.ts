/** What a draft is made from. */
import { isObject, type JsonObject } from '../../contract/json.ts'
import { type Keys, valueAt } from '../../contract/pointer.ts'
import { collect } from '../../vocabulary/model/collect.ts'
import type { Model, OperationNode } from '../../vocabulary/model/model.ts'
import { type Node, rootOf } from '../../vocabulary/model/node.ts'
import { codesOf, propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import { isWords } from '../../vocabulary/validators.ts'
import { keysOfMethod } from '../document/methods.ts'
import type { Inference, InferredOperation, InferredResource, InferredRule } from '../infer/inference.ts'
import { plain } from '../infer/names.ts'

export class Source {
  readonly document: JsonObject
  readonly inference: Inference
  readonly model: Model
  readonly #nodes: ReadonlyMap<string, OperationNode>
  readonly #schemas: ReadonlySet<string>
  readonly #written: unknown

  /** @param written the document as overlays see it */
  constructor(document: JsonObject, inference: Inference, written: unknown) {
    this.document = document
    this.inference = inference
    this.model = collect(rootOf(document), isWords)
    this.#nodes = new Map(this.model.operations.map(node => [`${node.method} ${node.path}`, node]))
    this.#written = written
    const schemas = valueAt(written, SCHEMAS)
    this.#schemas = new Set(isObject(schemas) ? Object.keys(schemas) : [])
  }

  /** The resources whose schemas can have keywords: they are component schemas, or have no name. */
  get resources(): readonly InferredResource[] {
    return this.inference.resources.filter(({ name, schema }) =>
      schema === undefined
        ? !this.model.schemas.has(name) || this.#schemas.has(name)
        : schema === name && this.#schemas.has(name),
    )
  }

  /** For a resource whose schema has no name: the nearest place around its component that the document has. */
  baseOf({ name, schema }: InferredResource): Keys | undefined {
    if (schema !== undefined || this.#schemas.has(name)) return undefined
    const place = schemaPlace(name)
    return [2, 1, 0].map(length => place.slice(0, length)).find(keys => isObject(valueAt(this.#written, keys)))
  }

  node({ method, path }: Pick<InferredOperation, 'method' | 'path'>): OperationNode | undefined {
    return this.#nodes.get(`${method} ${path}`)
  }

  rulesOf(resource: InferredResource): readonly (InferredOperation & { readonly rule: InferredRule })[] {
    return this.inference.operations.flatMap(operation =>
      operation.rule?.resource === resource.name ? [{ ...operation, rule: operation.rule }] : [],
    )
  }

  /** The operations of which it is not known what they do. */
  get unknown(): readonly OperationNode[] {
    return this.inference.operations.flatMap(operation => (operation.rule ? [] : (this.node(operation) ?? [])))
  }

  schema({ name }: Pick<InferredResource, 'name'>): Node | undefined {
    return this.model.schemas.get(name)
  }

  canChange(schema: string): boolean {
    return this.#schemas.has(schema)
  }
}

/** The place of an operation. */
export function placeOf({ method, path }: Pick<InferredOperation, 'method' | 'path'>): Keys {
  return ['paths', path, ...keysOfMethod(method)]
}

const SCHEMAS: Keys = ['components', 'schemas']

export function schemaPlace(name: string): Keys {
  return [...SCHEMAS, name]
}

/** The codes of errors that the responses with a status declare. */
export function codesAt({ responses }: OperationNode, status: string): string[] {
  return responses.flatMap(response =>
    response.status === status && response.schema ? codesOf(response.schema).map(({ code }) => code) : [],
  )
}

/** The first property of a schema with a type and a name, which is compared in lower case and without separators. */
export function propertyNamed(schema: Node, pattern: RegExp, type: string): readonly [string, Node] | undefined {
  return [...propertiesOf(schema)].find(([name, node]) => pattern.test(plain(name)) && typesOf(node).includes(type))
}

/** `api_key` of `ApiKey`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
}
