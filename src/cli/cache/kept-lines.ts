/**
 * What is kept of a document, as lines of JSON: what a start needs, then what was inferred, each operation and each schema.
 * Of a large document, most lines are never read.
 */
import type { Contract, JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import {
  type KnownFields,
  type LateFields,
  lateOperation,
  splitOperation,
} from '../../../openapi/contract/late-operation.ts'
import { lazyRecord, once } from '../../../openapi/contract/lazy.ts'
import type { Warning } from '../../../openapi/read/document/types.ts'
import type { Inference } from '../../../openapi/read/infer/inference.ts'

/** What a start needs of a document. It is plain JSON. */
export interface Kept {
  readonly contract: Contract
  readonly inference: Inference
  readonly warnings: readonly Warning[]
  readonly files: readonly string[]
}

/** The first line. */
interface Start extends Omit<Kept, 'contract' | 'inference'> {
  readonly contract: Omit<Contract, 'operations' | 'schemas'>
  readonly operations: readonly KnownFields[]
  /** The names of the schemas. */
  readonly schemas: readonly string[]
}

/** JSON has line breaks only between values. */
export const LINE_BREAK = 10

export function linesOf({ contract: { operations, schemas, ...contract }, inference, warnings, files }: Kept): string {
  const parts = operations.map(splitOperation)
  const start: Start = {
    contract,
    operations: parts.map(({ known }) => known),
    schemas: Object.keys(schemas),
    warnings: warnings.map(plain),
    files,
  }
  const others = [inference, ...parts.map(({ late }) => late), ...Object.values(schemas)]
  return [start, ...others].map(value => JSON.stringify(value)).join('\n')
}

/** Undefined if the lines are of something else. */
export function keptIn(lines: Buffer): Kept | undefined {
  const [first, ...others] = split(lines)
  const start: unknown = first && JSON.parse(first())
  if (!isStart(start)) return undefined
  const { contract, operations, schemas, warnings, files } = start
  if (others.length !== 1 + operations.length + schemas.length) return undefined
  const line = (index: number): unknown => JSON.parse(others[index]?.() ?? '')
  const inference = once(() => line(0) as Inference)
  return {
    contract: {
      ...contract,
      operations: operations.map((known, index) => lateOperation(known, () => line(1 + index) as LateFields)),
      schemas: lazyRecord(schemas, (_, index) => line(1 + operations.length + index) as JsonSchema),
    },
    get inference() {
      return inference()
    },
    warnings,
    files,
  }
}

/** The texts of the lines. Only those that are read are decoded. */
function split(lines: Buffer): (() => string)[] {
  const texts: (() => string)[] = []
  let start = 0
  while (start <= lines.length) {
    const next = lines.indexOf(LINE_BREAK, start)
    const [from, to] = [start, next === -1 ? lines.length : next]
    texts.push(() => lines.toString('utf8', from, to))
    start = to + 1
  }
  return texts
}

/** The checksum is right and the build the same, so few members are enough to recognize one. */
function isStart(value: unknown): value is Start {
  return isObject(value) && isObject(value.contract) && Array.isArray(value.operations) && Array.isArray(value.schemas)
}

/** Its places compute their lines when they are first read. */
function plain({ places, ...warning }: Warning): Warning {
  return {
    ...warning,
    places: places.map(({ file, line, column, pointer }) => ({ file, line, column, pointer })),
  }
}
