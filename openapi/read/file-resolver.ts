import { BaseResolver, type Document, type Source, YamlParseError } from '@redocly/openapi-core'
import { Pointer } from '../vocabulary/model/node.ts'
import { placeOf } from './position.ts'

/** How many values a file may have, with those of its aliases: a few lines of nested aliases stand for billions. */
const MAX_VALUES = 10_000_000

/** The file is valid YAML, but nothing could process its values. */
export class NoTreeError extends Error {
  override readonly name = 'NoTreeError'
}

/** Reads the files of a contract. It rejects a file that contains itself, or that aliases make too large. */
export class FileResolver extends BaseResolver {
  /** @throws {YamlParseError} if the file is neither YAML nor JSON, or no tree of values */
  override parseDocument(source: Source, isRoot?: boolean): Document {
    const document = super.parseDocument(source, isRoot)
    assertTree(document)
    return document
  }
}

function assertTree({ source, parsed }: Document): void {
  const open = new Set<unknown>()
  const keys: string[] = []
  let values = 0
  const assert = (holds: boolean, message: string) => {
    if (holds) return
    const { start } = placeOf({ source, pointer: new Pointer(keys).pointer, reportOnKey: true })
    throw new YamlParseError(new NoTreeError(`${message} (${start.line}:${start.col})`), source)
  }
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    assert(!open.has(value), 'An alias contains itself')
    open.add(value)
    for (const [key, member] of Object.entries(value)) {
      keys.push(key)
      values++
      assert(values <= MAX_VALUES, `The file and its aliases have more than ${MAX_VALUES} values`)
      visit(member)
      keys.pop()
    }
    open.delete(value)
  }
  visit(parsed)
}
