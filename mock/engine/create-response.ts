/** The body of a response: text, bytes, or none. */
export type Body = string | Uint8Array<ArrayBuffer> | null

/** What a response has besides its body. */
export interface ResponseParts {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** Creates a response. A server that runs alone has responses of its own, with which it starts and responds faster. */
export type CreateResponse = (body: Body, parts: ResponseParts) => Response

export const createResponse: CreateResponse = (body, parts) => new Response(body, parts)
