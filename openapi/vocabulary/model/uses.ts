import type { PropertyWords } from '../../contract/words.ts'
import type { Model, PropertyUse, ResourceNode } from './model.ts'
import type { Node } from './node.ts'

/** A description of a property that has keywords. */
export interface AnnotatedUse {
  readonly resource: ResourceNode
  readonly use: PropertyUse
  readonly words: PropertyWords
  /** The keywords. */
  readonly node: Node
}

/** Every description of a property that has keywords, each place once. */
export function annotatedUses(model: Model): AnnotatedUse[] {
  const seen = new Set<string>()
  return [...model.resources.values()].flatMap(resource =>
    resource.uses.flatMap((use): AnnotatedUse[] => {
      const { words, wordsNode: node } = use
      if (!words || !node || seen.has(node.at.absolutePointer)) return []
      seen.add(node.at.absolutePointer)
      return [{ resource, use, words, node }]
    }),
  )
}
