/** The keywords that say what is inferred. */
import { isObject, type JsonObject } from '../../contract/json.ts'
import type { PageStyle, Sort } from '../../contract/shape.ts'
import { WORDS } from '../../contract/words.ts'
import type { InferredOperation, InferredResource, InferredRule } from '../infer/inference.ts'
import { idWords, isWritable, parentWords, recordWords } from '../restated.ts'
import type { Action } from './draft.ts'
import { placeOf, type Source, schemaPlace } from './source.ts'

/** What all lists share. */
export interface Shared {
  readonly pages: JsonObject | undefined
  readonly sort: JsonObject | undefined
}

export function sharedOf({ inference }: Source): Shared {
  const lists = inference.operations.flatMap(({ rule }) => (rule?.does === 'list' ? [rule] : []))
  return {
    pages: same(lists.map(({ pages }) => pages && pageWords(pages))),
    sort: same(lists.map(({ sort }) => sort && sortWords(sort))),
  }
}

/** The value that all have; undefined if they differ. */
function same(values: readonly (JsonObject | undefined)[]): JsonObject | undefined {
  const texts = new Set(values.map(value => JSON.stringify(value)))
  return texts.size === 1 ? values[0] : undefined
}

export function documentAction({ pages, sort }: Shared, hints: Action['hints']): Action {
  return { kind: 'action', at: [], words: { inferred: true, ...(pages && { pages }), ...(sort && { sort }) }, hints }
}

export function resourceAction(source: Source, resource: InferredResource, hints: Action['hints']): Action {
  const { name, id, within, singleton } = resource
  const base = source.baseOf(resource)
  const words = {
    ...(id && { id: idWords(id) }),
    ...(within && within.length > 0 && { within: parentWords(within) }),
    ...(singleton && { singleton }),
  }
  return { kind: 'action', at: schemaPlace(name), ...(base && { base }), words, hints }
}

/** Undefined if no keywords can say it. */
export function operationAction(operation: InferredOperation, shared: Shared): Action | undefined {
  const { rule } = operation
  if (!rule || !isWritable(operation)) return undefined
  return { kind: 'action', at: placeOf(operation), words: operationWords(operation, rule, shared), hints: [] }
}

/** What an operation does, without what is inferred whatever it does. */
export function operationWords(
  operation: Pick<InferredOperation, 'path'>,
  rule: InferredRule,
  shared: Shared,
): JsonObject {
  const { resource, does, record, input = [], pages, sort } = rule
  const last = [...operation.path.matchAll(/\{([^}]+)\}/g)].at(-1)?.[1]
  const isUsual = !record || (record.in === 'path' && record.name === last && record.property === undefined)
  return {
    resource,
    does,
    ...(!isUsual && record && { record: recordWords(record) }),
    ...(input.length > 0 && { input: input.join('.') }),
    ...(pages?.position !== undefined && !shared.pages && { pages: pageWords(pages) }),
    ...(sort && !shared.sort && { sort: sortWords(sort) }),
  }
}

function pageWords({
  style,
  in: place,
  position,
  before,
  size,
  default: count,
  max,
  first,
  link,
}: PageStyle): JsonObject | undefined {
  if (position === undefined) return undefined
  return {
    style,
    ...(place === 'body' && { in: place }),
    position,
    ...(before !== undefined && { before }),
    ...(size !== undefined && { size }),
    ...(count !== undefined && { default: count }),
    ...(max !== undefined && { max }),
    ...(first === 0 && { first }),
    ...(link && { link }),
  }
}

function sortWords({ parameter, direction, descending, default: order }: Sort): JsonObject {
  return {
    ...(parameter !== undefined && { parameter }),
    ...(direction !== undefined && { direction }),
    ...(descending && { descending }),
    ...(order !== undefined && { default: order }),
  }
}

/** Whether a place has keywords already. */
export function hasWords(value: unknown): boolean {
  return isObject(value) && WORDS in value
}
