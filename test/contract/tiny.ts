/** The tiny contract, and ways to break it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { isObject } from '../../openapi/contract/json.ts'
import { pointerKeys } from '../../openapi/contract/pointer.ts'
import { checkDocument } from '../../openapi/vocabulary/check.ts'

export const TINY = join(import.meta.dirname, 'tiny.yaml')

/** New values by JSON pointer; undefined removes the member. */
export type Edits = Readonly<Record<string, unknown>>

/** A way to break the tiny contract, and all findings that it causes. */
export type Broken = readonly [what: string, edits: Edits, found: readonly Found[]]

export interface Found {
  readonly rule: string
  readonly at: string
  readonly message: string
}

const clean: unknown = parse(readFileSync(TINY, 'utf8'))

/** The tiny contract with some members replaced. */
export function tiny(edits: Edits = {}): unknown {
  const document = structuredClone(clean)
  for (const [pointer, value] of Object.entries(edits)) edit(document, pointerKeys(pointer), value)
  return document
}

/** The findings in the tiny contract with some members replaced: rule, position and message. */
export function findings(edits: Edits): Found[] {
  return checkDocument(tiny(edits)).map(({ rule, at, message }) => ({ rule, at: at.pointer, message }))
}

function edit(parent: unknown, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length > 0) {
    edit(Array.isArray(parent) ? parent[Number(key)] : isObject(parent) ? parent[key] : undefined, rest, value)
  } else if (Array.isArray(parent)) {
    parent.splice(Number(key), 1, ...(value === undefined ? [] : [value]))
  } else if (isObject(parent)) {
    if (value === undefined) Reflect.deleteProperty(parent, key)
    else Reflect.set(parent, key, value)
  } else {
    throw new Error(`The tiny contract has nothing at ${key}.`)
  }
}
