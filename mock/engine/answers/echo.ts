import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { type MatchOptions, matches } from '../validation/matches.ts'
import { type FlatSchema, flatten, type SchemaOrBoolean } from './flat-schema.ts'

/** What a request says about its answer. */
export interface Echoed {
  /** The path parameters, in the order of the path. */
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

type Values = ReadonlyMap<string, unknown>

/** Names of parameters for the size of a page. */
const SIZES = /^(\$?(limit|top|first)|(page|per|max)[-_]?(size|page|results|items|count)|count|size|take)$/i

/**
 * The value with what the request said in the members of the same names: ids of the path, filters of the query, what the
 * body wrote. A member that its schema does not allow is left alone, and so is a value that would not be valid.
 */
export function echo(schema: SchemaOrBoolean, value: unknown, echoed: Echoed, options: MatchOptions): unknown {
  const changed = new Echo(echoed, options).apply([schema], structuredClone(value), 0)
  return matches(schema, changed, options) || !matches(schema, value, options) ? changed : value
}

class Echo {
  readonly #options: MatchOptions
  /** For a record: what the body wrote, and the parameters. The parameters win. */
  readonly #record: Values
  /** For the items of a list: the parameters. */
  readonly #items: Values
  /** The last path parameter, which is the id of a record: `petId`. */
  readonly #id: { readonly name: string; readonly value: unknown } | undefined
  readonly #size: number | undefined

  constructor({ params, query, body }: Echoed, options: MatchOptions) {
    this.#options = options
    this.#items = new Map([...Object.entries(query), ...Object.entries(params)])
    this.#record = new Map([...(isObject(body) ? Object.entries(body) : []), ...this.#items])
    const last = Object.entries(params).at(-1)
    this.#id = last && { name: last[0], value: last[1] }
    const size = Object.entries(query).find(([name]) => SIZES.test(name))?.[1]
    this.#size = size === undefined || !/^\d+$/.test(String(size)) ? undefined : Number(size)
  }

  apply(parts: readonly SchemaOrBoolean[], value: unknown, depth: number): unknown {
    if (Array.isArray(value)) return this.#list(parts, value)
    return isObject(value) ? this.#object(parts, value, depth) : value
  }

  #list(parts: readonly SchemaOrBoolean[], items: readonly unknown[]): unknown {
    const flat = this.#flatten(parts, items)
    const page = this.#size === undefined ? items : items.slice(0, Math.max(this.#size, flat.bounds.minItems ?? 0))
    return page.map(item => (isObject(item) ? this.#assign(this.#flatten(flat.items, item), item, this.#items) : item))
  }

  /** The record is the object itself if it has one of the members, or otherwise an object in it: `{ data: { id } }`. */
  #object(parts: readonly SchemaOrBoolean[], value: JsonSchema, depth: number): JsonSchema {
    const flat = this.#flatten(parts, value)
    const changed = this.#assign(flat, value, this.#withId(flat, value))
    for (const [name, member] of Object.entries(value)) {
      if (depth > 0 || !flat.properties.has(name) || this.#record.has(name)) continue
      const isRecord = isObject(member) && !Object.hasOwn(value, 'id')
      if (isRecord || Array.isArray(member))
        changed[name] = this.apply(flat.properties.get(name) ?? [], member, depth + 1)
    }
    return changed
  }

  /** `/pets/{petId}` is about the `id` of a pet that has no `petId`. */
  #withId({ properties }: FlatSchema, value: JsonSchema): Values {
    const id = this.#id
    if (!id || Object.hasOwn(value, id.name) || !(properties.has('id') || Object.hasOwn(value, 'id')))
      return this.#record
    return new Map([...this.#record, ['id', id.value]])
  }

  #assign(flat: FlatSchema, value: JsonSchema, values: Values): Record<string, unknown> {
    const changed: Record<string, unknown> = { ...value }
    for (const [name, said] of values) {
      const schemas = flat.properties.get(name)
      if (!schemas && !Object.hasOwn(value, name)) continue
      if (schemas && this.#flatten(schemas, said).isWriteOnly) continue
      const fitting = asTyped(said).find(candidate => this.#fits(schemas, value[name], candidate))
      if (fitting !== undefined) changed[name] = fitting
    }
    return changed
  }

  /** A member without a schema keeps its type. */
  #fits(schemas: readonly SchemaOrBoolean[] | undefined, former: unknown, candidate: unknown): boolean {
    if (!schemas) return typeof former === typeof candidate && typeof former !== 'object'
    return schemas.every(schema => matches(schema, candidate, this.#options))
  }

  /** The branches of the schema that a value takes are part of it. */
  #flatten(parts: readonly SchemaOrBoolean[], value: unknown): FlatSchema {
    const decisions = new Map<object, number>()
    for (;;) {
      const flat = flatten(parts, decisions, this.#options.schemas)
      const [choice] = flat.choices
      if (!choice) return flat
      const taken = choice.branches.findIndex(branch => matches(branch, value, this.#options))
      decisions.set(choice.key, Math.max(0, taken))
    }
  }
}

/** Parameters are text until their schema says what they are. */
function asTyped(value: unknown): readonly unknown[] {
  if (typeof value !== 'string') return [value]
  const number = /^-?\d+(\.\d+)?$/.test(value) ? [Number(value)] : []
  return [value, ...number, ...(value === 'true' || value === 'false' ? [value === 'true'] : [])]
}
