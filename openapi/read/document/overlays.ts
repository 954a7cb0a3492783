/** Applies overlays to a document before it is normalized. */
import { isObject, type JsonObject } from '../../contract/json.ts'
import { isReference } from '../../contract/ref.ts'
import { ContractError, throwProblems } from '../contract-error.ts'
import { ActionError, idle, prepareAction, rebased } from '../overlay-action.ts'
import { overlayMistakes } from '../overlay-check.ts'
import { inspect } from './inspect.ts'
import { locate } from './locate.ts'
import { METHODS } from './methods.ts'
import { References } from './references.ts'
import { type Kind, SECTIONS } from './sections.ts'
import type { SourceFile, SourceFiles } from './source-files.ts'
import type { Warnings } from './warnings.ts'

/**
 * The main file with overlays applied.
 *
 * @throws {ContractError} if an overlay is not valid, or one of its actions cannot be applied
 */
export function withOverlays(files: SourceFiles, overlays: readonly SourceFile[], warnings: Warnings): SourceFile {
  const value = withFilesInPlace(files)
  for (const overlay of overlays) applyOverlay(value, overlay, warnings)
  return { ...files.main, value }
}

/** @param document is changed */
function applyOverlay(document: unknown, overlay: SourceFile, warnings: Warnings): void {
  throwProblems(overlayMistakes(overlay.value).map(({ keys, message }) => ({ where: placeIn(overlay, keys), message })))
  inspect(overlay)
  const { actions }: JsonObject = isObject(overlay.value) ? overlay.value : {}
  for (const [index, action] of (Array.isArray(actions) ? actions : []).entries()) {
    const keys = ['actions', index, 'target']
    try {
      const prepared = prepareAction(
        document,
        rebased(action, $ref => absolute($ref, overlay, true)),
      )
      if (!prepared.apply()) warnings.add('overlay', idle(prepared, action), overlay, keys)
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      throw new ContractError([{ where: placeIn(overlay, keys), message: error.message }])
    }
  }
}

function placeIn({ name, text }: SourceFile, keys: readonly (string | number)[]): string {
  if (text === undefined) return name
  const [position] = locate(text, [keys])
  return position ? `${name}:${position.line}:${position.column}` : name
}

/** A `$ref` that means the same in another file. */
function absolute($ref: string, from: SourceFile, isOfDocument: boolean): string {
  if ($ref.startsWith('#')) return isOfDocument ? $ref : from.url + $ref
  return URL.canParse($ref, from.url || undefined) ? new URL($ref, from.url || undefined).href : $ref
}

/**
 * A copy of the main file in which path items, operations and components of other files stand in their places: a path such
 * as `$.paths['/me'].get` leads through them.
 */
function withFilesInPlace(files: SourceFiles): unknown {
  const { main } = files
  const copy = rebased(main.value, $ref => $ref)
  if (files.all.length === 1 || !isObject(copy)) return copy
  const references = new References(files)
  const scope = references.scopeOf({ file: main, keys: [] })
  const inPlace = (value: unknown, kind: Kind): unknown => {
    if (!isReference(value) || value.$ref.startsWith('#')) return value
    const target = references.find(value.$ref, scope, kind)
    if ('reason' in target) return value
    return rebased(target.value, $ref => absolute($ref, target.file, target.file === main))
  }
  replaceMembers(copy.paths, item => {
    const pathItem = inPlace(item, 'pathItem')
    if (isObject(pathItem)) {
      const operations: Record<string, unknown> = pathItem
      for (const method of METHODS)
        if (operations[method] !== undefined) operations[method] = inPlace(operations[method], 'pathItem')
    }
    return pathItem
  })
  if (isObject(copy.components))
    for (const [kind, section] of Object.entries(SECTIONS) as [Kind, string][])
      replaceMembers(copy.components[section], value => inPlace(value, kind))
  return copy
}

function replaceMembers(object: unknown, replace: (value: unknown) => unknown): void {
  if (!isObject(object)) return
  for (const [key, value] of Object.entries(object)) {
    const replaced = replace(value)
    if (replaced !== value) Reflect.set(object, key, replaced)
  }
}
