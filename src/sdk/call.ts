/** What the methods of a client return. */

/** A promise of the data of a response. The request is sent at once, and only once, however the call is awaited. */
export interface Call<Data> extends Promise<Data> {
  /**
   * Returns the data together with the response.
   *
   * @throws what the call throws
   *
   * @example
   * const { data, response, requestId } = await shop.apiKeys.get(id).withResponse()
   * console.log(response.headers.get('Date'), requestId, data.status)
   */
  withResponse(): Promise<WithResponse<Data>>
}

/** The data of a response together with the response. */
export interface WithResponse<Data> {
  readonly data: Data
  /** The response with its status and headers. Its body has been read. */
  readonly response: Response
  /** The id of the request. Support can find the request by it. */
  readonly requestId: string | undefined
  /** The idempotency key of all attempts; undefined if the operation takes none. */
  readonly idempotencyKey: string | undefined
  /** How many requests were sent. Without a retry it is 1. */
  readonly attempts: number
}

export function createCall<Data>(result: Promise<WithResponse<Data>>): Call<Data> {
  const call = result.then(({ data }) => data)
  // One promise leads to the next. V8 finds the caller's stack frames through promises with one reaction, and only the
  // last one is reported if its error is not handled.
  const withResponse = () => call.then(() => result)
  return Object.defineProperty(call as Call<Data>, 'withResponse', { value: withResponse })
}
