/** The keywords of `x-latchkey` as types, generated from their JSON Schema, and the names that the code uses. */
import type { components } from './generated/words.ts'

/** The vendor extension that holds the keywords. */
export const WORDS = 'x-latchkey'

type Definitions = components['schemas']

export type Verb = Definitions['verb']
/** `now`: the time of the request; `actor`: the id of the key that made it, or of the user; `user`: that of the user. */
export type Stamps = Definitions['stamps']
/** A time after that of the request. */
export type Later = Definitions['later']
export type DocumentWords = Definitions['document']
export type ResourceWords = Definitions['resource']
export type PropertyWords = Definitions['property']
export type CredentialWords = Definitions['credential']
export type SelectionWords = Definitions['selection']
export type AnyCredentialWords = Definitions['any_credential']
export type SchemeWords = CredentialWords | SelectionWords | AnyCredentialWords
export type OperationWords = Definitions['operation']
/** A JSON value with placeholders. */
export type Template = Definitions['template']
export type PagesWords = Definitions['pages']
export type SortWords = Definitions['sort']
export type FilterWords = Definitions['filter']

export type Lifecycle = NonNullable<ResourceWords['lifecycle']>
export type Transition = NonNullable<Lifecycle['transitions']>[string]
export type Limit = NonNullable<ResourceWords['limits']>[number]

/** The keywords by the kind of place in which they stand. */
export interface WordsOf {
  readonly document: DocumentWords
  readonly resource: ResourceWords
  readonly property: PropertyWords
  readonly securityScheme: SchemeWords
  readonly operation: OperationWords
}
