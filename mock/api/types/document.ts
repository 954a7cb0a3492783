/** The types of your own document, which `latchkey generate` writes. */

/** What a generated `mock.ts` says about its document. */
export interface DocumentTypes {
  /** The operations by their ids, as openapi-typescript describes them. */
  readonly operations: object
  /** The resources by name: a record as it is shown, what creates one, and the secrets that are created with it. */
  readonly resources: object
  /** The error codes that each operation declares. */
  readonly codes: object
}

type JsonMedia = `${string}/json` | `${string}+json` | `${string}json;${string}`

/** The JSON of a body or a response; what it holds in another media type, if it has no JSON. */
export type ContentOf<Body> = Body extends { content: infer Content }
  ? [keyof Content & JsonMedia] extends [never]
    ? Content[keyof Content]
    : Content[keyof Content & JsonMedia]
  : unknown

/** The value in a body, below these members; unknown if the type does not say. */
export type At<Value, Keys extends readonly string[]> = Keys extends readonly [
  infer Key,
  ...infer Others extends string[],
]
  ? NonNullable<Value> extends infer Parent
    ? Key extends keyof Parent
      ? At<Parent[Key], Others>
      : unknown
    : never
  : Value

/** The record that a request writes, below these members of its body. */
export type WrittenBy<Operation, Keys extends readonly string[] = []> = Operation extends { requestBody?: infer Body }
  ? At<ContentOf<NonNullable<Body>>, Keys>
  : unknown

/** The record that the response with a status shows, below these members of its body. Of a list, it is an item. */
export type ShownBy<Operation, Status, Keys extends readonly string[] = []> = Operation extends {
  responses: infer Responses
}
  ? ItemOf<NonNullable<At<ContentOf<Responses[Status & keyof Responses]>, Keys>>>
  : unknown

type ItemOf<Value> = Value extends readonly (infer Item)[] ? Item : Value
