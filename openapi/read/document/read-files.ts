import { isObject } from '../../contract/json.ts'
import { once } from '../../contract/lazy.ts'
import { normalize } from './normalize/normalize.ts'
import { documentOfParts } from './normalize/parts.ts'
import type { SourceFiles } from './source-files.ts'
import type { ReadDocument } from './types.ts'
import type { Warnings } from './warnings.ts'

/**
 * Makes one OpenAPI 3.1 document of the files of a document.
 * @param isOld before OpenAPI 3.1
 * @param warnings what was found before; what is found from now on is added
 */
export function readFiles(
  files: SourceFiles,
  isOld: boolean,
  warnings: Warnings,
  names: readonly string[],
): ReadDocument {
  const whole = once(() => normalize(files, isOld, warnings))
  const { value } = files.main
  const late = documentOfParts(files, isOld)
  return {
    get document() {
      return whole().document
    },
    get warnings() {
      whole()
      return warnings.list
    },
    ...(late && isObject(value) && { parts: { written: value, late } }),
    files: names,
    main: { ...files.main, origin: keys => whole().origin(keys) },
  }
}
