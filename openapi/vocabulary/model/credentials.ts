/** The security schemes of a model, by their keywords. */
import type { CredentialWords, SelectionWords } from '../../contract/words.ts'
import type { Model, OperationNode, SchemeNode } from './model.ts'

export interface Explained<Words> {
  readonly scheme: SchemeNode
  readonly words: Words
}

/** The schemes that authenticate. */
export function credentialsOf({ schemes }: Model): Explained<CredentialWords>[] {
  return [...schemes.values()].flatMap(scheme => {
    const { words } = scheme
    return words && 'authenticates' in words ? [{ scheme, words }] : []
  })
}

/** The schemes that select a record in addition to the credential. */
export function selectionsOf({ schemes }: Model): Explained<SelectionWords>[] {
  return [...schemes.values()].flatMap(scheme => {
    const { words } = scheme
    return words && 'selects' in words ? [{ scheme, words }] : []
  })
}

/** Whether any credential in the form of a scheme is accepted: it says so, or it says nothing. */
export function acceptsAny(scheme: SchemeNode | undefined): boolean {
  if (!scheme) return false
  return scheme.words ? 'accepts_any' in scheme.words : scheme.wordsNode === undefined
}

/** Whether an operation asks for a credential that tells who the caller is. */
export function identifiesCaller({ schemes }: Model, { security }: OperationNode): boolean {
  return security.some(alternative =>
    Object.keys(alternative.schemes).some(name => {
      const words = schemes.get(name)?.words
      return words !== undefined && 'authenticates' in words
    }),
  )
}
