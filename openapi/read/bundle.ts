import { bundle, type Document, type NormalizedProblem, Source } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { pointerKeys, valueAt } from '../contract/pointer.ts'
import { schemaNames, withAuthoredNames } from './authored-names.ts'
import { circularRefs, isCircular } from './circular-refs.ts'
import { ContractError, type ContractProblem, throwProblems } from './contract-error.ts'
import { describePlace } from './describe-place.ts'
import { FileResolver } from './file-resolver.ts'
import { circularProblem, lintConfig, lintFile, lintProblem } from './lint.ts'
import { type Applied, type Overlay, placeInOverlays } from './overlay.ts'
import { runOverlay } from './overlay-run.ts'
import { readDocument } from './read-document.ts'
import { shortPath } from './short-path.ts'
import { versionProblem } from './version.ts'

export interface Bundled {
  readonly document: JsonObject
  /** What the actions of each overlay did. */
  readonly applied: readonly Applied[]
  /** The title before the overlays. */
  readonly originalTitle: unknown
}

/**
 * Bundles an OpenAPI document of many files into one and applies overlays to it.
 *
 * @param root the OpenAPI document
 * @param overlays applied to the bundle in this order, action by action
 * @throws {ContractError} if a `$ref` cannot be resolved, or an action fails, changes nothing or matches nothing
 */
export async function bundleContract(root: string, overlays: readonly Overlay[] = []): Promise<Bundled> {
  const resolver = new FileResolver((await lintConfig('any')).resolve)
  const document = await readDocument(resolver, root)
  const originalTitle = titleOf(document.parsed)
  const authored = schemaNames(document.parsed)
  let bundled = await bundledCopy(document, resolver, () => explainFiles(root, resolver))
  const applied: Applied[] = []
  for (const overlay of overlays) {
    applied.push({ overlay, steps: runOverlay(bundled, overlay, root) })
    const message = versionProblem(bundled, 'The result is not an OpenAPI document: it has no root field `openapi`.')
    if (message !== undefined)
      throw new ContractError([{ where: describePlace(placeInOverlays(applied, '#/openapi')), message }])
    // An action can add references to files.
    const source = new Source(document.source.absoluteRef, JSON.stringify(bundled))
    const written = { source, parsed: bundled }
    bundled = await bundledCopy(written, resolver, problems => explainOverlays(written, applied, problems))
  }
  return { document: withAuthoredNames(bundled, authored), applied, originalTitle }
}

/** The problems of references that cannot be resolved. If they lead only to each other, Redocly reports none. */
type Explain = (problems: readonly NormalizedProblem[]) => Promise<readonly ContractProblem[]>

async function bundledCopy(doc: Document, resolver: FileResolver, explain: Explain): Promise<JsonObject> {
  const problems = await problemsOfBundle(doc, resolver)
  if (problems === 'circular') throw new ContractError(await explain([]))
  if (problems.some(({ ruleId }) => ruleId === 'bundler')) throwProblems(await explain(problems))
  throwProblems(problems.map(lintProblem))
  // Redocly puts the same object into several places. A copy through JSON has a separate object in each place.
  const parsed: unknown = JSON.parse(JSON.stringify(doc.parsed))
  if (isObject(parsed)) return parsed
  throw new ContractError([
    { where: shortPath(doc.source.absoluteRef), message: 'The file must hold an OpenAPI document.' },
  ])
}

async function problemsOfBundle(doc: Document, externalRefResolver: FileResolver) {
  try {
    return (await bundle({ doc, config: await lintConfig('any'), externalRefResolver })).problems
  } catch (error) {
    if (isCircular(error)) return 'circular'
    throw error
  }
}

/** The bundler tries references in places that they were moved to. The linter reports those that are wrong. */
async function explainFiles(root: string, resolver: FileResolver): Promise<readonly ContractProblem[]> {
  const problems = await lintFile(root, 'any')
  const unresolved = problems.filter(({ ruleId }) => ruleId === 'no-unresolved-refs').map(lintProblem)
  return unresolved.length > 0 ? unresolved : (await circularRefs(resolver)).map(circularProblem)
}

/** The problems at the actions that caused them. */
async function explainOverlays(
  written: Document,
  applied: readonly Applied[],
  problems: readonly NormalizedProblem[],
): Promise<readonly ContractProblem[]> {
  const resolver = new FileResolver()
  resolver.cache.set(written.source.absoluteRef, Promise.resolve(written))
  const circular = problems.length > 0 ? [] : await circularRefs(resolver)
  return onePerPlace([
    ...circular.map(({ pointer, message }) => ({ where: describePlace(placeInOverlays(applied, pointer)), message })),
    ...problems.map(({ message, location }) => {
      const pointer = location[0]?.pointer ?? '#/'
      const ref = valueAt(written.parsed, [...pointerKeys(pointer), '$ref'])
      const target = isString(ref) ? ref : ''
      return {
        where: describePlace(placeInOverlays(applied, pointer, target)),
        message: `${message}: ${target}\n  In the resulting contract: ${pointer}`,
      }
    }),
  ])
}

/** The first problem of each place. An action that removes a component can break hundreds of references. */
function onePerPlace(problems: readonly ContractProblem[]): readonly ContractProblem[] {
  return [...Map.groupBy(problems, ({ where }) => where)].flatMap(([where, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`
    return first ? [{ where, message: first.message + more }] : []
  })
}

function titleOf(document: unknown): unknown {
  return isObject(document) && isObject(document.info) ? document.info.title : undefined
}
