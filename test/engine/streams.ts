/** Streams as request bodies. */

/** A body that is sent in chunks, without a length. */
export function streamOf(...chunks: unknown[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

/** A body that is sent when the test calls `finish`. */
export function pendingBody(text: string): { readonly body: ReadableStream; readonly finish: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const body = new ReadableStream({
    async pull(controller) {
      await promise
      if (text !== '') controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
  return { body, finish: resolve }
}
