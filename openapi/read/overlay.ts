/** Reads Overlay documents (OpenAPI Overlay 1.0 and 1.1). */
import type { LocationObject, Source } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { escapeKey } from '../contract/pointer.ts'
import { throwProblems } from './contract-error.ts'
import type { Place } from './document/types.ts'
import { FileResolver } from './file-resolver.ts'
import { type OverlayMistake, overlayMistakes } from './overlay-check.ts'
import { actionThatTouched, type Step } from './overlay-step.ts'
import { placeAt, positionOf } from './position.ts'
import { readDocument } from './read-document.ts'
import { shortPath } from './short-path.ts'

export interface Overlay {
  readonly file: string
  readonly source: Source
  readonly title: string | undefined
  /** The document that the overlay is for, relative to the overlay. */
  readonly extends: string | undefined
  readonly actions: readonly unknown[]
}

/** @throws {ContractError} if the file is not an Overlay document, or has an unknown field */
export async function readOverlay(file: string): Promise<Overlay> {
  const { source, parsed } = await readDocument(new FileResolver(), file)
  throwProblems(overlayMistakes(parsed).map(mistake => ({ where: placeOf(mistake, source), message: mistake.message })))
  const overlay: JsonObject = isObject(parsed) ? parsed : {}
  const { info, actions } = overlay
  return {
    file,
    source,
    title: isObject(info) && isString(info.title) ? info.title : undefined,
    extends: isString(overlay.extends) ? overlay.extends : undefined,
    actions: Array.isArray(actions) ? actions : [],
  }
}

function placeOf({ keys }: OverlayMistake, source: Source): string {
  if (keys.length === 0) return shortPath(source.absoluteRef)
  return positionOf({ source, pointer: ['#', ...keys.map(escapeKey)].join('/'), reportOnKey: keys.length > 1 })
}

/** An overlay, and what its actions did, in order. */
export interface Applied {
  readonly overlay: Overlay
  readonly steps: readonly Step[]
}

/** The action that wrote one of the places in the document; the last overlay if none did. */
export function placeInOverlays(applied: readonly Applied[], ...pointers: readonly string[]): Place {
  for (const pointer of pointers)
    for (const { overlay, steps } of applied.toReversed()) {
      const index = actionThatTouched(steps, pointer)
      if (index !== undefined) return placeAt(actionLocation(overlay, index))
    }
  const last = applied.at(-1)
  return { file: last?.overlay.file ?? '', line: 1, column: 1, pointer: '#/' }
}

/** `file:line:column` of an action, or of one of its fields. */
export function actionPosition(overlay: Overlay, index: number, field?: string): string {
  return positionOf(actionLocation(overlay, index, field))
}

function actionLocation({ source }: Overlay, index: number, field?: string): LocationObject {
  const pointer = `#/actions/${index}${field === undefined ? '' : `/${field}`}`
  return { source, pointer, reportOnKey: field !== undefined }
}
