/** The model of an OpenAPI document: operations, resources and security schemes, with their places. */

import {
  type DocumentWords,
  type OperationWords,
  type PropertyWords,
  type ResourceWords,
  type SchemeWords,
  WORDS,
  type WordsOf,
} from '../../contract/words.ts'
import type { Node, Place } from './node.ts'

export interface Model {
  readonly root: Node
  /** Whether the document declares all that happens (`strict`). */
  readonly isStrict: boolean
  readonly operations: readonly OperationNode[]
  readonly resources: ReadonlyMap<string, ResourceNode>
  readonly schemes: ReadonlyMap<string, SchemeNode>
  /** All component schemas by name. */
  readonly schemas: ReadonlyMap<string, Node>
  /** Every `x-latchkey` of the document, including malformed ones. */
  readonly words: readonly WordsNode[]
}

/** The keywords of the document itself. */
export function documentWords({ root }: Model): DocumentWords {
  return root.own(WORDS)?.object ?? {}
}

export type WordsKind = keyof WordsOf

export interface WordsNode {
  /** Undefined if `x-latchkey` has no meaning in this place. */
  readonly kind: WordsKind | undefined
  readonly node: Node
}

export interface OperationNode {
  /** The `operationId`, or method and path if it is missing. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly node: Node
  readonly words: OperationWords | undefined
  readonly wordsNode: Node
  readonly security: readonly SecurityAlternative[]
  readonly parameters: readonly ParameterNode[]
  readonly body: { readonly node: Node; readonly schema: Node; readonly media: readonly string[] } | undefined
  readonly responses: readonly ResponseNode[]
}

/** Role names by scheme. */
export interface SecurityAlternative {
  readonly at: Place
  readonly schemes: Readonly<Record<string, readonly string[]>>
}

export interface ParameterNode {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly node: Node
  readonly schema: Node | undefined
}

export interface ResponseNode {
  readonly status: string
  /** The place of its declaration. */
  readonly at: Place
  readonly node: Node
  /** The schema of the JSON content; undefined if the response has none. */
  readonly schema: Node | undefined
  readonly problem: boolean
  readonly headers: readonly string[]
}

export interface ResourceNode {
  readonly name: string
  readonly schema: Node
  readonly words: ResourceWords
  readonly wordsNode: Node
  /**
   * Every description of a property: in the resource, in schemas that extend it, in bodies that write it, and in responses
   * that show it in a schema of their own.
   */
  readonly uses: readonly PropertyUse[]
}

export interface PropertyUse {
  readonly name: string
  readonly origin: 'own' | 'extension' | 'body' | 'response'
  readonly node: Node
  readonly words: PropertyWords | undefined
  readonly wordsNode: Node | undefined
}

export interface SchemeNode {
  readonly name: string
  readonly node: Node
  readonly words: SchemeWords | undefined
  readonly wordsNode: Node | undefined
}

/** The keywords of all properties of a resource, by name. */
export function propertyWords(resource: ResourceNode): Record<string, PropertyWords> {
  const all: Record<string, PropertyWords> = {}
  for (const { name, words } of resource.uses) if (words) all[name] = { ...words, ...all[name] }
  return all
}

/** All descriptions of a property of a resource. */
export function usesOf(resource: ResourceNode, property: string): PropertyUse[] {
  return resource.uses.filter(use => use.name === property)
}
