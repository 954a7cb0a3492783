import { BaseResolver, bundle, type Document, Source } from '@redocly/openapi-core'
import { isObject, type JsonObject } from '../contract/json.ts'
import { schemaNames, withAuthoredNames } from './authored-names.ts'
import { ContractError, throwProblems } from './contract-error.ts'
import { lintConfig, lintFile, lintProblem } from './lint.ts'
import type { Overlay } from './overlay.ts'
import { runOverlay } from './overlay-run.ts'
import type { Step } from './overlay-step.ts'
import { shortPath } from './position.ts'
import { readDocument } from './read-document.ts'

export interface Bundled {
  readonly document: JsonObject
  /** What the overlay's actions did, in order. */
  readonly steps: readonly Step[]
  /** The title before the overlay. */
  readonly originalTitle: unknown
}

/**
 * Bundles an OpenAPI document of many files into one and applies an overlay to it.
 *
 * @param root the OpenAPI document
 * @param overlay applied to the bundle, action by action
 * @throws {ContractError} if a `$ref` cannot be resolved, or an action fails, changes nothing or matches nothing
 */
export async function bundleContract(root: string, overlay?: Overlay): Promise<Bundled> {
  const resolver = new BaseResolver((await lintConfig('any')).resolve)
  const document = await readDocument(resolver, root)
  const originalTitle = titleOf(document.parsed)
  const authored = schemaNames(document.parsed)
  let bundled = await bundledCopy(root, document, resolver)
  let steps: readonly Step[] = []
  if (overlay) {
    steps = runOverlay(bundled, overlay, root)
    // An action can add references to files.
    const source = new Source(document.source.absoluteRef, JSON.stringify(bundled))
    bundled = await bundledCopy(root, { source, parsed: bundled }, resolver)
  }
  return { document: withAuthoredNames(bundled, authored), steps, originalTitle }
}

async function bundledCopy(root: string, doc: Document, externalRefResolver: BaseResolver): Promise<JsonObject> {
  const { problems } = await bundle({ doc, config: await lintConfig('any'), externalRefResolver })
  // The bundler tries references in places that they were moved to. The linter reports those that are wrong.
  if (problems.some(({ ruleId }) => ruleId === 'bundler'))
    throwProblems(
      (await lintFile(root, 'any')).filter(({ ruleId }) => ruleId === 'no-unresolved-refs').map(lintProblem),
    )
  throwProblems(problems.map(lintProblem))
  // Redocly puts the same object into several places. A copy through JSON has a separate object in each place.
  const parsed: unknown = JSON.parse(JSON.stringify(doc.parsed))
  if (isObject(parsed)) return parsed
  throw new ContractError([{ where: shortPath(root), message: 'The file must hold an OpenAPI document.' }])
}

function titleOf(document: unknown): unknown {
  return isObject(document) && isObject(document.info) ? document.info.title : undefined
}
