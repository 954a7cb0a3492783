import { isObject, isString, type JsonObject } from '../../contract/json.ts'
import { operationsIn } from '../../read/document/methods.ts'
import { typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { typesOf } from './openapi-typescript.ts'

/**
 * The source of the types of a document, without a notice that it is generated: `paths`, `components`, `operations`,
 * `Readable` and `Writable`.
 */
export function typesFile(document: JsonObject): Promise<string> {
  return typesOf(withUniqueIds(document))
}

/**
 * A document without the `operationId`s that several operations have. openapi-typescript refuses them, and the types of the
 * operations remain at their paths.
 */
function withUniqueIds(document: JsonObject): JsonObject {
  const items = Object.entries(isObject(document.paths) ? document.paths : {})
  const ids = items.flatMap(([, item]) =>
    isObject(item) ? operationsIn(item).flatMap(([, operation]) => idOf(operation)) : [],
  )
  const counts = Map.groupBy(ids, id => id)
  if (counts.size === ids.length) return document
  const isUnique = (operation: unknown) => idOf(operation).every(id => counts.get(id)?.length === 1)
  const paths = items.map(([path, item]) => {
    if (!isObject(item)) return [path, item] as const
    const members = Object.entries(item).map(([name, member]) => {
      if (isUnique(member) || !isObject(member)) return [name, member] as const
      const { operationId: _, ...operation } = member
      return [name, operation] as const
    })
    return [path, Object.fromEntries(members)] as const
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

const idOf = (operation: unknown): string[] =>
  isObject(operation) && isString(operation.operationId) ? [operation.operationId] : []

/** The types of each system, for the SDK and the mock. */
export function typeFiles(systems: readonly System[]): Promise<(readonly [path: string, text: string])[]> {
  return Promise.all(
    systems.map(async ({ system, document }) => {
      return [`openapi/generated/types/${system}.d.cts`, typescriptFile(await typesFile(document))] as const
    }),
  )
}
