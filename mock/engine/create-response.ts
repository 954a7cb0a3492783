/** The body of a response: text, bytes, or none. */
export type Body = string | Uint8Array<ArrayBuffer> | null

/** The status and the headers of a response. */
export interface ResponseParts {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** Creates a response. The command `latchkey mock` uses a class of its own, which starts and responds faster than that of `fetch`. */
export type CreateResponse = (body: Body, parts: ResponseParts) => Response

export const createResponse: CreateResponse = (body, parts) => new Response(body, parts)
