/** JSONPath (RFC 9535), by jsonpath-rfc9535. */
import { paths } from 'jsonpath-rfc9535'
import parsePath from 'jsonpath-rfc9535/parser'
import type { Keys } from '../contract/pointer.ts'

/** The keys of each value that a path selects, each once; undefined if the path cannot be parsed. */
export function select(document: unknown, path: string): Keys[] | undefined {
  try {
    return [...new Set(paths(JSON.parse(JSON.stringify(document)), path))].map(keysOf)
  } catch {
    return undefined
  }
}

/** The keys of a normalized path: `$['info']['title']`. */
function keysOf(path: string): Keys {
  return parsePath(path).segments.flatMap(({ node }) =>
    node.type === 'BracketedSelection'
      ? node.selectors.flatMap(selector =>
          selector.type === 'NameSelector' || selector.type === 'IndexSelector' ? [selector.value] : [],
        )
      : [],
  )
}
