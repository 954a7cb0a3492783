/** The problem documents of the systems by their codes. */
import { strip } from '../../read/strip.ts'
import type { Model } from '../../vocabulary/model/model.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { codesOf } from '../../vocabulary/model/schema.ts'

/** A problem document of a system. */
interface Problem {
  readonly code: string
  /** The name of its schema. */
  readonly schema: string
  /** The schema as text, to tell different ones apart. */
  readonly shape: string
}

/**
 * The source of the interface `Problems` of a system. What the base system describes in the same way is left out: the
 * SDK joins the problems of all systems, and each shape is needed once.
 */
export function problemsSource(model: Model, base: Model): string {
  const known = new Set(model === base ? [] : problemsOf(base).map(({ code, shape }) => code + shape))
  const lines = problemsOf(model)
    .filter(({ code, shape }) => !known.has(code + shape))
    .map(({ code, schema }) => `  readonly ${code}: components['schemas']['${schema}']`)
  const comment =
    model === base
      ? 'The problem documents by code.'
      : 'The problem documents that differ from those of the base system.'
  return [`/** ${comment} */`, 'export interface Problems {', ...lines.sort(), '}'].join('\n')
}

function problemsOf(model: Model): Problem[] {
  return [...model.schemas].flatMap(([name, schema]) =>
    codesOf(schema)
      .filter(({ problem }) => problem === schema)
      .map(({ code }) => ({ code, schema: name, shape: JSON.stringify(strip(expand(schema))) })),
  )
}

/** The value of a schema, with the targets of its `$ref`s in their places. */
function expand(node: Node, path: readonly string[] = []): unknown {
  const place = node.at.absolutePointer
  if (path.includes(place)) return place
  const inner = [...path, place]
  if (Array.isArray(node.value)) return node.items().map(item => expand(item, inner))
  if (!node.object) return node.value
  return Object.fromEntries(node.members().map(([key, member]) => [key, expand(member, inner)]))
}
