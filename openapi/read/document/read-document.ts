/** Reads any OpenAPI document. It needs nothing of Node. */
import { isObject, isString } from '../../contract/json.ts'
import { ContractError } from '../contract-error.ts'
import { isOverlay } from '../overlay-check.ts'
import { isAllowed } from './allowed.ts'
import { readFiles } from './read-files.ts'
import { readNamed, readReferenced, type SourceFile } from './source-files.ts'
import type { DocumentSource, ReadDocument, ReadOptions } from './types.ts'
import { isBefore31 } from './version.ts'
import { Warnings } from './warnings.ts'

/**
 * Reads an OpenAPI 3.0, 3.1 or 3.2 document and makes one OpenAPI 3.1 document of it.
 *
 * @param source a value, or a URL of a YAML or JSON file
 * @throws {ContractError} if it cannot be read at all. Other mistakes are warnings.
 */
export async function readDocument(source: DocumentSource, options: ReadOptions = {}): Promise<ReadDocument> {
  const warnings = new Warnings(options.mostPlaces)
  const named = await readNamed(source, options.read, warnings)
  const others = await Promise.all((options.overlays ?? []).map(overlay => readNamed(overlay, options.read, warnings)))
  const main = isOverlay(named.value) ? await readExtended(named, options, warnings) : named
  const overlays = main === named ? others : [named, ...others]
  const isOld = isBefore31(main, warnings)
  let files = await readReferenced(main, options, warnings)
  const read = [...overlays, ...files.all]
  if (overlays.length > 0) {
    const { withOverlays } = await import('./overlays.ts')
    files = await readReferenced(withOverlays(files, overlays, warnings), options, warnings)
    read.push(...files.all)
  }
  const names = read.map(({ name }) => name).filter(name => name !== '')
  return readFiles(files, isOld, warnings, [...new Set(names)])
}

/** The document that an overlay is for. */
async function readExtended(overlay: SourceFile, options: ReadOptions, warnings: Warnings): Promise<SourceFile> {
  const { value, url, name } = overlay
  const extended = isObject(value) && isString(value.extends) ? value.extends : undefined
  if (extended === undefined || !URL.canParse(extended, url || undefined)) {
    const message =
      'This is an Overlay document that does not say what it is for. Add `extends`, or give the OpenAPI document, and this file as an overlay.'
    throw new ContractError([{ where: name, message }])
  }
  const file = new URL(extended, url || undefined).href
  if (!file.startsWith('file:') && !isAllowed(file, options.allowRefs)) {
    const message = `\`extends\` leads to the network, to ${file}. Allow it with \`--allow-refs\`, or download the document.`
    throw new ContractError([{ where: name, message }])
  }
  return readNamed({ file }, options.read, warnings)
}
