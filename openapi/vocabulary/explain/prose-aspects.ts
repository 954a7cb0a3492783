import type { Links } from '../links.ts'
import type { Model, ResourceNode, SchemeNode } from '../model/model.ts'

/** What one keyword means for the records of a resource, as Markdown; undefined if there is nothing to say. */
export type ExplainResource = (model: Model, resource: ResourceNode, links: Links) => string | undefined

/** What one keyword means for a security scheme, as Markdown; undefined if there is nothing to say. */
export type ExplainScheme = (scheme: SchemeNode, links: Links) => string | undefined
