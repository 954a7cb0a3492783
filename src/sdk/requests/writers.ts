/** What writes parameters and bodies that are not as in our own systems. */
import type { Outgoing } from './outgoing.ts'

/**
 * How a list or an object is written in a query or a form: with one separator between its items, as brackets after the name
 * (`deep`), as one parameter for each property (`object`), or as JSON.
 */
export type ParameterStyle = 'comma' | 'space' | 'pipe' | 'deep' | 'object' | 'json'

/** Writes a list or an object. @returns `name=value`, encoded */
export type WriteParameter = (name: string, value: unknown, style: ParameterStyle | undefined) => readonly string[]

/** How an operation sends its body. */
export interface BodyFormat {
  /** The media type of the body. Defaults to `application/json`. */
  readonly sends?: string
  /** How the fields of the body are written, if it is a form and they are not written as `form` writes them. */
  readonly fields?: Readonly<Record<string, ParameterStyle>>
}

/** What a request sends, with its media type if the body decides it: that of a form with files has a boundary. */
export interface WrittenBody {
  readonly content: Outgoing['body']
  readonly type?: string
}

/** Writes a body that is not JSON. */
export type WriteBody = (body: unknown, format: BodyFormat) => WrittenBody
