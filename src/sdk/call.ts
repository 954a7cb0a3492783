/** What a method gives: a promise of the data. The request is sent at once, and once, however it is awaited. */
export interface Call<Data> extends Promise<Data> {
  /**
   * The data together with what came along with it.
   *
   * @throws what the call throws
   *
   * @example
   * const { data, response, requestId } = await shop.apiKeys.get(id).withResponse()
   * console.log(response.headers.get('Date'), requestId, data.status)
   */
  withResponse(): Promise<WithResponse<Data>>
}

/** An answer with what came along. */
export interface WithResponse<Data> {
  readonly data: Data
  /** Status and headers as the server wrote them; the body is read already. */
  readonly response: Response
  /** The id of the request: say it when you ask for help. */
  readonly requestId: string | undefined
  /** The idempotency key that all attempts were sent with, where the operation takes one. */
  readonly idempotencyKey: string | undefined
  /** How many requests were sent: 1 without a retry. */
  readonly attempts: number
}

export function callOf<Data>(answer: Promise<WithResponse<Data>>): Call<Data> {
  const promise = answer.then(({ data }) => data)
  const withResponse = () => {
    // Whoever asks for the whole answer gets the error there, and not once more as an unhandled one.
    promise.catch(() => {})
    // One of its own, which is unhandled where nobody asks for it.
    return answer.then()
  }
  return Object.defineProperty(promise as Call<Data>, 'withResponse', { value: withResponse })
}
