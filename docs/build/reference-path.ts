import type { Node } from '../../openapi/vocabulary/model/node.ts'
import { slug } from './markdown.ts'

/** Where an operation is in a reference, below the site: Redoc names the place after its first tag and its id. */
export function referencePath(system: string, operation: Node): string {
  const [tag] = operation.get('tags')?.items() ?? []
  return `reference/${system}.html#/${slug(String(tag?.value))}/${operation.text('operationId')?.toLowerCase()}`
}
