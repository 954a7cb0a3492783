/** The options of a client that only some systems have: what requests select in a header. */
import { carrierOf } from '../../vocabulary/model/carrier.ts'
import type { Model } from '../../vocabulary/model/model.ts'

/** The source of the interface `Options` of a system. */
export function optionsSource(model: Model): string {
  const options = [...model.schemes.values()].flatMap(({ name, node, words }) => {
    if (!words || !('selects' in words)) return []
    const carrier = carrierOf(node, words)
    if (carrier?.in !== 'header') return []
    const id = model.schemas.get(words.selects)?.get('properties')?.get('id')
    const type = id?.text('type') === 'integer' ? 'number' : 'string'
    return [
      `  /** The id of the ${name} that requests work in. It is sent as \`${carrier.name}\`. */`,
      `  readonly ${name}Id?: ${type} | undefined`,
    ]
  })
  return [
    '/** The options of a client that not all systems have. */',
    'export interface Options {',
    ...options,
    '}',
  ].join('\n')
}
