/** Applies overlays to a document before it is normalized. */
import { isObject, type JsonObject } from '../../contract/json.ts'
import type { Keys } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'
import { type ContractProblem, throwProblems } from '../contract-error.ts'
import { ActionError, idle, prepareAction, rebased } from '../overlay-action.ts'
import { overlayMistakes } from '../overlay-check.ts'
import { inspect } from './inspect.ts'
import { locate } from './locate.ts'
import { METHODS } from './methods.ts'
import { OverlayOrigins } from './overlay-origins.ts'
import { References } from './references.ts'
import { KINDS, type Kind } from './sections.ts'
import type { SourceFile, SourceFiles } from './source-files.ts'
import type { Origin } from './types.ts'
import type { Warnings } from './warnings.ts'

/**
 * The main file with overlays applied.
 *
 * @throws {ContractError} if an overlay is not valid, or one of its actions cannot be applied
 */
export function withOverlays(files: SourceFiles, overlays: readonly SourceFile[], warnings: Warnings): SourceFile {
  const moved: Moved[] = []
  const value = withFilesInPlace(files, moved)
  const origins = new OverlayOrigins()
  const problems = overlays.flatMap(overlay => applyOverlay(value, overlay, warnings, origins))
  throwProblems(problems)
  return { ...files.main, value, origin: keys => origins.find(keys) ?? originBefore(moved, keys) }
}

/** A value of another file that stands in the main file while overlays are applied. */
interface Moved extends Origin {
  readonly place: Keys
}

function originBefore(moved: readonly Moved[], keys: Keys): Origin | undefined {
  const found = moved.findLast(({ place }) => place.every((key, index) => key === String(keys[index])))
  return found && { file: found.file, keys: [...found.keys, ...keys.slice(found.place.length)] }
}

/**
 * @param document is changed
 * @returns the actions that cannot be applied
 */
function applyOverlay(
  document: unknown,
  overlay: SourceFile,
  warnings: Warnings,
  origins: OverlayOrigins,
): ContractProblem[] {
  throwProblems(overlayMistakes(overlay.value).map(({ keys, message }) => ({ where: placeIn(overlay, keys), message })))
  inspect(overlay)
  const { actions }: JsonObject = isObject(overlay.value) ? overlay.value : {}
  return (Array.isArray(actions) ? actions : []).flatMap((action: unknown, index): ContractProblem[] => {
    const keys = ['actions', index]
    const target = [...keys, 'target']
    try {
      const prepared = prepareAction(
        document,
        rebased(action, $ref => absolute($ref, overlay, true)),
      )
      origins.add(document, prepared, overlay, keys, action)
      if (!prepared.apply()) warnings.add('overlay', idle(prepared, action), overlay, target)
      return []
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      return [{ where: placeIn(overlay, target), message: error.message }]
    }
  })
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
 *
 * @param moved gets what stands in another place then
 */
function withFilesInPlace(files: SourceFiles, moved: Moved[]): unknown {
  const { main } = files
  const copy = rebased(main.value, $ref => $ref)
  if (files.all.length === 1 || !isObject(copy)) return copy
  const references = new References(files)
  const scope = references.scopeOf({ file: main, keys: [] })
  const inPlace = (value: unknown, kind: Kind, place: Keys): unknown => {
    if (!isReference(value) || value.$ref.startsWith('#')) return value
    const target = references.find(value.$ref, scope, kind)
    if ('reason' in target) return value
    moved.push({ place, file: target.file, keys: target.keys })
    return rebased(target.value, $ref => absolute($ref, target.file, target.file === main))
  }
  replaceMembers(copy.paths, (item, path) => {
    const pathItem = inPlace(item, 'pathItem', ['paths', path])
    if (isObject(pathItem)) {
      const operations: Record<string, unknown> = pathItem
      for (const method of METHODS)
        if (operations[method] !== undefined)
          operations[method] = inPlace(operations[method], 'pathItem', ['paths', path, method])
    }
    return pathItem
  })
  if (isObject(copy.components))
    for (const [kind, section] of KINDS)
      replaceMembers(copy.components[section], (value, name) => inPlace(value, kind, ['components', section, name]))
  return copy
}

function replaceMembers(object: unknown, replace: (value: unknown, key: string) => unknown): void {
  if (!isObject(object)) return
  for (const [key, value] of Object.entries(object)) {
    const replaced = replace(value, key)
    if (replaced !== value) Reflect.set(object, key, replaced)
  }
}
