/** Reads an Overlay document (OpenAPI Overlay 1.0 and 1.1). */
import { BaseResolver, type Source } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../vocabulary/json.ts'
import { ContractError, positionOf, shortPath } from './contract-error.ts'
import { readWith } from './read.ts'

export interface Overlay {
  readonly file: string
  readonly source: Source
  readonly parsed: JsonObject
  readonly title: string | undefined
  /** The document that it says it applies to, relative to the overlay. */
  readonly extends: string | undefined
  readonly actions: readonly unknown[]
}

export function isOverlay(parsed: unknown): parsed is JsonObject {
  return isObject(parsed) && 'overlay' in parsed
}

/** @throws {ContractError} where the file is no overlay */
export async function readOverlay(file: string): Promise<Overlay> {
  const { source, parsed } = await readWith(new BaseResolver(), file)
  if (!isOverlay(parsed)) {
    throw new ContractError([
      { where: shortPath(file), message: 'This is no overlay: it has no root member `overlay`.' },
    ])
  }
  if (!Array.isArray(parsed.actions)) {
    throw new ContractError([{ where: shortPath(file), message: 'The overlay has no list of `actions`. Add one.' }])
  }
  const info = isObject(parsed.info) ? parsed.info : {}
  return {
    file,
    source,
    parsed,
    title: isString(info.title) ? info.title : undefined,
    extends: isString(parsed.extends) ? parsed.extends : undefined,
    actions: parsed.actions,
  }
}

/** `file:line:column` of an action. */
export function actionPosition(overlay: Overlay, index: number, member?: string): string {
  const pointer = `#/actions/${index}${member === undefined ? '' : `/${member}`}`
  return positionOf({ source: overlay.source, pointer, reportOnKey: member !== undefined })
}
