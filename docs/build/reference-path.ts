import type { Node } from '../../openapi/vocabulary/model/node.ts'
import { slug } from './markdown.ts'

/** The path of an operation in the API reference, relative to the site. Redoc's anchors have the first tag and the operation id. */
export function referencePath(system: string, operation: Node): string {
  const [tag] = operation.get('tags')?.items() ?? []
  return `reference/${system}.html#/${slug(String(tag?.value))}/${operation.text('operationId')?.toLowerCase()}`
}
