/** Reads an Overlay document (OpenAPI Overlay 1.0 and 1.1). */
import { BaseResolver, type Source } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { hint } from '../vocabulary/nearest.ts'
import { ContractError, type Problem, positionOf, shortPath } from './contract-error.ts'
import { readWith } from './read-file.ts'

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
  if (!isString(parsed.overlay) || !/^1\.[01]\.\d+$/.test(parsed.overlay)) {
    const where = positionOf({ source, pointer: '#/overlay', reportOnKey: false })
    throw new ContractError([{ where, message: 'Only Overlay 1.0 and 1.1 can be read. Write `overlay: 1.1.0`.' }])
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
  const problems = overlay.actions.flatMap((action, index) => unknownMembers(overlay, action, index))
  if (problems.length > 0) throw new ContractError(problems)
  return overlay
}

const MEMBERS = ['target', 'description', 'update', 'remove', 'copy', '$ref']

/** A misspelt member would make an action that does nothing. */
function unknownMembers(overlay: Overlay, action: unknown, index: number): Problem[] {
  if (!isObject(action)) return []
  const unknown = Object.keys(action).filter(member => !MEMBERS.includes(member) && !member.startsWith('x-'))
  return unknown.map(member => ({
    where: actionPosition(overlay, index, member),
    message: `An action has no member \`${member}\`.${hint(member, MEMBERS)} Correct or remove it.`,
  }))
}

/** `file:line:column` of an action. */
export function actionPosition(overlay: Overlay, index: number, member?: string): string {
  const pointer = `#/actions/${index}${member === undefined ? '' : `/${member}`}`
  return positionOf({ source: overlay.source, pointer, reportOnKey: member !== undefined })
}
