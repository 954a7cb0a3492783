/** The security schemes of a model, by their keywords. */
import type { CredentialWords, SelectionWords } from '../../contract/words.ts'
import type { Model, SchemeNode } from './model.ts'

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
