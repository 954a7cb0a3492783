import type { Ajv2020 } from 'ajv/dist/2020.js'
import { parseTime } from '../../../openapi/contract/time.ts'
import { loadAjv } from '../ajv.ts'
import { patternOf } from '../patterns/pattern.ts'
import type { Direction } from './hidden.ts'
import { UNIQUE_ITEMS } from './unique-items.ts'

export interface AjvOptions {
  readonly direction: Direction
  /** Whether a check goes on after the first error. */
  readonly allErrors: boolean
  readonly useDefaults: boolean
  /** Whether `toString` and its like are properties only of a value that has them itself. Checks take longer then. */
  readonly ownProperties?: boolean
}

/** The formats of requests are checked in full. Responses accept 30 February as a date, which the mock never writes. */
export function createAjv({ direction, allErrors, useDefaults, ownProperties = false }: AjvOptions): Ajv2020 {
  // Contracts may hold keywords that JSON Schema does not know (x-...), and their linter has checked them. Checking them
  // against the meta-schema again would take longer than everything else here.
  const { Ajv2020, formats } = loadAjv()
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    // 1e400 is read as Infinity, which JSON cannot write.
    strictNumbers: true,
    ownProperties,
    useDefaults,
    addUsedSchema: false,
    validateSchema: false,
    meta: false,
    logger: false,
    // What compiling saves without its optimizations is more than checking loses.
    code: { regExp, optimize: false },
  })
  // Node imports the CommonJS module as a whole; the function is its `default`.
  formats.default(ajv, { mode: direction === 'request' ? 'full' : 'fast' })
  if (direction === 'request') ajv.addFormat('date-time', text => !Number.isNaN(parseTime(text)))
  return ajv.removeKeyword('uniqueItems').addKeyword(UNIQUE_ITEMS)
}

/** Patterns whose test takes a bounded time. Ajv tells them apart by their text. */
const regExp = Object.assign(
  (source: string) => ({
    test: patternOf(source)?.test ?? (() => true),
    toString: () => `/${source}/u`,
  }),
  { code: 'patternOf' },
)
