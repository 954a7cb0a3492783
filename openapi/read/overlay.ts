/** Reads Overlay documents (OpenAPI Overlay 1.0 and 1.1). */
import { BaseResolver, type Source } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { hint } from '../vocabulary/nearest.ts'
import { ContractError, type ContractProblem, throwProblems } from './contract-error.ts'
import { positionOf, shortPath } from './position.ts'
import { readDocument } from './read-document.ts'

export interface Overlay {
  readonly file: string
  readonly source: Source
  readonly parsed: JsonObject
  readonly title: string | undefined
  /** The document that the overlay is for, relative to the overlay. */
  readonly extends: string | undefined
  readonly actions: readonly unknown[]
}

export function isOverlay(parsed: unknown): parsed is JsonObject {
  return isObject(parsed) && 'overlay' in parsed
}

/** @throws {ContractError} if the file is not an Overlay document, or has an unknown field */
export async function readOverlay(file: string): Promise<Overlay> {
  const { source, parsed } = await readDocument(new BaseResolver(), file)
  if (!isOverlay(parsed)) {
    const message = 'An Overlay document must have the root field `overlay`.'
    throw new ContractError([{ where: shortPath(file), message }])
  }
  if (!isString(parsed.overlay) || !/^1\.[01]\.\d+$/.test(parsed.overlay)) {
    const where = positionOf({ source, pointer: '#/overlay', reportOnKey: false })
    throw new ContractError([{ where, message: 'Only Overlay 1.0 and 1.1 are supported. Write `overlay: 1.1.0`.' }])
  }
  if (!Array.isArray(parsed.actions) || parsed.actions.length === 0) {
    throw new ContractError([{ where: shortPath(file), message: 'The overlay has no list of `actions`. Add one.' }])
  }
  const info = isObject(parsed.info) ? parsed.info : {}
  const overlay: Overlay = {
    file,
    source,
    parsed,
    title: isString(info.title) ? info.title : undefined,
    extends: isString(parsed.extends) ? parsed.extends : undefined,
    actions: parsed.actions,
  }
  throwProblems(overlay.actions.flatMap((action, index) => unknownFields(overlay, action, index)))
  return overlay
}

const FIELDS = ['target', 'description', 'update', 'remove', 'copy', '$ref']

/** Redocly ignores a misspelled field, and the action would do nothing. */
function unknownFields(overlay: Overlay, action: unknown, index: number): ContractProblem[] {
  if (!isObject(action)) return []
  const unknown = Object.keys(action).filter(field => !FIELDS.includes(field) && !field.startsWith('x-'))
  return unknown.map(field => ({
    where: actionPosition(overlay, index, field),
    message: `An action has no field \`${field}\`.${hint(field, FIELDS)} Correct or remove it.`,
  }))
}

/** `file:line:column` of an action, or of one of its fields. */
export function actionPosition(overlay: Overlay, index: number, field?: string): string {
  const pointer = `#/actions/${index}${field === undefined ? '' : `/${field}`}`
  return positionOf({ source: overlay.source, pointer, reportOnKey: field !== undefined })
}
